-- The digest of a version also covers how it reads editions; the plain reading adds nothing to what was signed.
CREATE OR REPLACE FUNCTION casework_policy_digest(subject bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_object(
        'version', jsonb_build_array(v.policy, v.number, v.governing, v.legal_source, v.title_en, v.title_ko,
            v.to_be_confirmed, v.fictional, v.clock_days),
        'parameters', (SELECT jsonb_agg(jsonb_build_array(p.code, p.value, p.unit) ORDER BY p.code)
            FROM casework_policyparameter p WHERE p.version_id = v.id),
        'editions', (SELECT jsonb_agg(jsonb_build_array(e.kind, e.publisher, e.every)
            || CASE WHEN (e.bands, e.day) = ('printed', 'application') THEN '[]' ELSE jsonb_build_array(e.bands, e.day) END
            ORDER BY e.kind, e.publisher)
            FROM casework_policyeditionrule e WHERE e.version_id = v.id),
        'routes', (SELECT jsonb_agg(jsonb_build_array(r.code, r.position, r.kind, r.mark, r.title_en, r.title_ko)
            ORDER BY r.code) FROM casework_policyroute r WHERE r.version_id = v.id),
        'criteria', (SELECT jsonb_agg(jsonb_build_array(r.code, c.code, c.position, c.points, c.rule)
            ORDER BY r.code, c.code)
            FROM casework_policycriterion c JOIN casework_policyroute r ON r.id = c.route_id
            WHERE r.version_id = v.id),
        'reasons', (SELECT jsonb_agg(jsonb_build_array(x.code, x.outcome, x.criterion, x.position, x.legal_source,
            x.title_en, x.title_ko) ORDER BY x.code) FROM casework_policyreason x WHERE x.version_id = v.id),
        'remedies', (SELECT jsonb_agg(jsonb_build_array(m.code, m.days, m.confirmed, m.legal_source, m.title_en,
            m.title_ko) ORDER BY m.code) FROM casework_policyremedy m WHERE m.version_id = v.id)
    )::text, 'UTF8')), 'hex')
    FROM casework_policyversion v WHERE v.id = subject
$$;
