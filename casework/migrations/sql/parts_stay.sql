-- Parts are held where they stand and where they would go: no row moves into or out of what is frozen.

CREATE OR REPLACE FUNCTION casework_edition_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'casework_edition' THEN
        touched := ARRAY[OLD.id];
    ELSIF TG_OP = 'INSERT' THEN
        touched := ARRAY[NEW.edition_id];
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY[OLD.edition_id];
    ELSE
        touched := ARRAY[OLD.edition_id, NEW.edition_id];
    END IF;
    IF EXISTS (SELECT 1 FROM casework_edition e WHERE e.id = ANY (touched) AND e.sealed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'edition_guard: edition % is sealed', touched[1] USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION casework_policy_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    states jsonb[] := '{}';
    parent bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        states := array_append(states, to_jsonb(OLD));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        states := array_append(states, to_jsonb(NEW));
    END IF;
    IF TG_TABLE_NAME = 'casework_policyversion' THEN
        IF OLD.status = 'enacted' AND (
            TG_OP = 'DELETE'
            OR states[1] - 'effective' <> states[2] - 'effective'
            OR NOT upper_inf(OLD.effective)
            OR lower(NEW.effective) <> lower(OLD.effective)
        ) THEN
            RAISE EXCEPTION 'policy_guard: version % is enacted', OLD.id USING ERRCODE = '23514';
        END IF;
    ELSE
        SELECT v.id INTO parent FROM unnest(states) AS part (fields)
        LEFT JOIN casework_policyroute r ON r.id = (part.fields ->> 'route_id')::bigint
        JOIN casework_policyversion v ON v.id = coalesce(r.version_id, (part.fields ->> 'version_id')::bigint)
        WHERE v.status = 'enacted' LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'policy_guard: version % is enacted', parent USING ERRCODE = '23514';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
