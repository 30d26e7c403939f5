-- What a version says, as one digest; when it takes effect is not part of it.
CREATE FUNCTION casework_policy_digest(subject bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_object(
        'version', jsonb_build_array(v.policy, v.number, v.governing, v.legal_source, v.title_en, v.title_ko,
            v.to_be_confirmed, v.fictional, v.clock_days),
        'parameters', (SELECT jsonb_agg(jsonb_build_array(p.code, p.value, p.unit) ORDER BY p.code)
            FROM casework_policyparameter p WHERE p.version_id = v.id),
        'editions', (SELECT jsonb_agg(jsonb_build_array(e.kind, e.publisher, e.every) ORDER BY e.kind, e.publisher)
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

-- Every sealed edition a version may read, as one digest: a new one changes it.
CREATE FUNCTION casework_policy_editions(subject bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(coalesce(string_agg(e.id || ':' || e.content_hash, ',' ORDER BY e.id), ''),
        'UTF8')), 'hex')
    FROM casework_edition e
    WHERE e.sealed_at IS NOT NULL AND EXISTS (
        SELECT FROM casework_policyeditionrule r
        WHERE r.version_id = subject AND r.kind = e.kind AND r.publisher = e.publisher
    )
$$;

-- The newest facts row of which every earlier one is visible: waits for submissions under way.
CREATE FUNCTION casework_cutoff() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
    LOCK TABLE casework_facts IN SHARE MODE;
    RETURN (SELECT coalesce(max(id), 0) FROM casework_facts);
END $$;

-- Law may be laid down without signatures only before the first case of its kind.
CREATE FUNCTION casework_unsigned_law(of_policy text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM casework_case c WHERE c.kind = of_policy AND c.submitted_at IS NOT NULL)
$$;

CREATE FUNCTION casework_simulation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'casework_simulationcell' THEN
        IF EXISTS (SELECT FROM casework_simulation s WHERE s.id = NEW.simulation_id AND s.finished_at IS NOT NULL)
        THEN
            RAISE EXCEPTION 'simulation_guard: simulation % is finished', NEW.simulation_id USING ERRCODE = '23514';
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.finished_at IS NOT NULL THEN
            RAISE EXCEPTION 'simulation_guard: a simulation begins unfinished' USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.finished_at IS NOT NULL THEN
        RAISE EXCEPTION 'simulation_guard: simulation % is finished', OLD.id USING ERRCODE = '23514';
    ELSIF (NEW.kind, NEW.version_id, NEW.baseline_id, NEW.requested_by_id, NEW.cutoff, NEW.digest, NEW.editions_digest)
        IS DISTINCT FROM
        (OLD.kind, OLD.version_id, OLD.baseline_id, OLD.requested_by_id, OLD.cutoff, OLD.digest, OLD.editions_digest)
    THEN
        RAISE EXCEPTION 'simulation_guard: what is compared cannot change' USING ERRCODE = '23514';
    ELSIF NEW.finished_at > clock_timestamp() THEN
        RAISE EXCEPTION 'simulation_guard: not finished yet' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER simulation_guard BEFORE INSERT OR UPDATE ON casework_simulation
    FOR EACH ROW EXECUTE FUNCTION casework_simulation_guard();
CREATE TRIGGER simulation_guard BEFORE INSERT ON casework_simulationcell
    FOR EACH ROW EXECUTE FUNCTION casework_simulation_guard();

-- A signature on a result: this draft, these editions, a fresh simulation, and somebody who had no hand in it.
CREATE FUNCTION casework_enactment_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    law casework_policyversion;
    tried casework_simulation;
    signer uuid;
BEGIN
    SELECT * INTO law FROM casework_policyversion WHERE id = NEW.version_id FOR UPDATE;
    SELECT * INTO tried FROM casework_simulation WHERE id = NEW.simulation_id;
    SELECT person_id INTO signer FROM casework_user WHERE id = NEW.signed_by_id;
    IF law.status <> 'draft' OR law.fictional OR law.drafted_by_id IS NULL THEN
        RAISE EXCEPTION 'enactment_guard: version % is no draft to be signed', NEW.version_id USING ERRCODE = '23514';
    END IF;
    IF tried.version_id <> NEW.version_id OR tried.kind <> 'what_if' OR tried.finished_at IS NULL
        OR tried.finished_at < clock_timestamp() - interval '7 days' THEN
        RAISE EXCEPTION 'enactment_guard: no finished simulation of the last seven days' USING ERRCODE = '23514';
    END IF;
    IF NEW.digest <> tried.digest OR NEW.digest <> casework_policy_digest(NEW.version_id) THEN
        RAISE EXCEPTION 'enactment_guard: the draft changed since the simulation' USING ERRCODE = '23514';
    END IF;
    IF NEW.editions_digest <> tried.editions_digest
        OR NEW.editions_digest <> casework_policy_editions(NEW.version_id) THEN
        RAISE EXCEPTION 'enactment_guard: the editions changed since the simulation' USING ERRCODE = '23514';
    END IF;
    IF EXISTS (
        SELECT FROM casework_user u
        WHERE u.person_id = signer AND (
            u.id IN (law.drafted_by_id, tried.requested_by_id)
            OR u.id IN (SELECT e.actor_id FROM casework_policyedit e WHERE e.version_id = NEW.version_id)
        )
    ) THEN
        RAISE EXCEPTION 'enactment_guard: another person must sign' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enactment_guard BEFORE INSERT ON casework_enactment
    FOR EACH ROW EXECUTE FUNCTION casework_enactment_guard();

-- A version begins as a draft and becomes law by a signature on what it says; law ends by its successor's.
CREATE FUNCTION casework_law_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'law_guard: a version begins as a draft' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status = 'discarded' THEN
        RAISE EXCEPTION 'law_guard: version % is discarded', OLD.id USING ERRCODE = '23514';
    END IF;
    IF OLD.status = 'draft' AND NEW.status = 'enacted' THEN
        IF NEW.digest <> casework_policy_digest(OLD.id) THEN
            RAISE EXCEPTION 'law_guard: not what version % says', OLD.id USING ERRCODE = '23514';
        END IF;
        IF NOT EXISTS (
            SELECT FROM casework_enactment e
            WHERE e.version_id = NEW.id AND e.digest = NEW.digest AND e.signed_by_id = NEW.signed_by_id
                AND e.effective_from = lower(NEW.effective) AND upper_inf(NEW.effective)
        ) AND NOT (NEW.signed_by_id IS NULL AND casework_unsigned_law(NEW.policy)) THEN
            RAISE EXCEPTION 'law_guard: version % is not signed', OLD.id USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.status = 'enacted' AND NEW.effective IS DISTINCT FROM OLD.effective THEN
        IF NOT casework_unsigned_law(OLD.policy) AND NOT EXISTS (
            SELECT FROM casework_enactment e JOIN casework_policyversion v ON v.id = e.version_id
            WHERE v.policy = OLD.policy AND e.effective_from = upper(NEW.effective)
        ) THEN
            RAISE EXCEPTION 'law_guard: nothing follows version %', OLD.id USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.status = 'draft' AND (NEW.policy, NEW.number, NEW.drafted_by_id)
        IS DISTINCT FROM (OLD.policy, OLD.number, OLD.drafted_by_id) THEN
        RAISE EXCEPTION 'law_guard: what version % is cannot change', OLD.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_guard BEFORE INSERT OR UPDATE ON casework_policyversion
    FOR EACH ROW EXECUTE FUNCTION casework_law_guard();
