-- Invariants of cases, decisions, people, editions and policies, for every role.

CREATE SEQUENCE casework_reference AS bigint START 1;

-- A case: only legal edges, version rises by one, identity never changes, a decided case is closed.
CREATE FUNCTION casework_case_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    needed text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version <> 1 OR NEW.decided_at IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM casework_caseedge e WHERE e.kind = NEW.kind AND e.source = '' AND e.target = NEW.status
        ) THEN
            RAISE EXCEPTION 'case_guard: a % case cannot begin as %', NEW.kind, NEW.status USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decided_at IS NOT NULL THEN
        RAISE EXCEPTION 'case_guard: case % is decided', OLD.reference USING ERRCODE = '23514';
    END IF;
    IF (NEW.id, NEW.kind, NEW.reference, NEW.person_id, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.kind, OLD.reference, OLD.person_id, OLD.created_at) THEN
        RAISE EXCEPTION 'case_guard: identity of case % cannot change', OLD.reference USING ERRCODE = '23514';
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'case_guard: stale change of case %', OLD.reference USING ERRCODE = '40001';
    END IF;
    IF NEW.status <> OLD.status THEN
        SELECT max(e.needs_decision) INTO needed FROM casework_caseedge e
        WHERE e.kind = NEW.kind AND e.source = OLD.status AND e.target = NEW.status;
        IF needed IS NULL THEN
            RAISE EXCEPTION 'case_guard: no edge from % to %', OLD.status, NEW.status USING ERRCODE = '23514';
        END IF;
        IF needed <> '' AND NOT EXISTS (
            SELECT 1 FROM casework_decision d
            WHERE d.case_id = OLD.id AND d.status = 'signed' AND d.outcome = needed AND d.case_version = OLD.version
        ) THEN
            RAISE EXCEPTION 'case_guard: % needs a countersigned decision', NEW.status USING ERRCODE = '23514';
        END IF;
        IF (needed <> '') <> (NEW.decided_at IS NOT NULL) THEN
            RAISE EXCEPTION 'case_guard: decided_at belongs to a decision' USING ERRCODE = '23514';
        END IF;
    ELSIF NEW.decided_at IS NOT NULL THEN
        RAISE EXCEPTION 'case_guard: decided_at belongs to a decision' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER case_guard BEFORE INSERT OR UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_case_guard();

-- A decision: persons come from the accounts; a signature fits the case, the newest facts and a finished screening.
CREATE FUNCTION casework_decision_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    current_version integer;
BEGIN
    SELECT person_id INTO NEW.proposed_person_id FROM casework_user WHERE id = NEW.proposed_by_id;
    NEW.signed_person_id := NULL;
    IF NEW.signed_by_id IS NOT NULL THEN
        SELECT person_id INTO NEW.signed_person_id FROM casework_user WHERE id = NEW.signed_by_id;
    END IF;
    SELECT version INTO current_version FROM casework_case WHERE id = NEW.case_id FOR UPDATE;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'proposed' OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'decision_guard: a decision begins as a proposal' USING ERRCODE = '23514';
        END IF;
    ELSE
        IF OLD.status <> 'proposed' THEN
            RAISE EXCEPTION 'decision_guard: decision % is closed', OLD.id USING ERRCODE = '23514';
        END IF;
        IF (NEW.case_id, NEW.case_version, NEW.facts_id, NEW.version_id, NEW.outcome, NEW.proposed_by_id, NEW.proposed_at)
           IS DISTINCT FROM
           (OLD.case_id, OLD.case_version, OLD.facts_id, OLD.version_id, OLD.outcome, OLD.proposed_by_id, OLD.proposed_at)
        THEN
            RAISE EXCEPTION 'decision_guard: a proposal cannot be edited' USING ERRCODE = '23514';
        END IF;
    END IF;
    IF NEW.status IN ('proposed', 'signed') THEN
        IF NEW.case_version <> current_version THEN
            RAISE EXCEPTION 'decision_guard: the case changed since' USING ERRCODE = '40001';
        END IF;
        IF NEW.facts_id <> (
            SELECT f.id FROM casework_facts f WHERE f.case_id = NEW.case_id ORDER BY f.number DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'decision_guard: not the newest facts' USING ERRCODE = '40001';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM casework_screening s WHERE s.facts_id = NEW.facts_id AND s.version_id = NEW.version_id
        ) THEN
            RAISE EXCEPTION 'decision_guard: the facts are not screened by this version' USING ERRCODE = '23514';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_guard BEFORE INSERT OR UPDATE ON casework_decision
    FOR EACH ROW EXECUTE FUNCTION casework_decision_guard();

-- Reasons may be added to an open proposal only.
CREATE FUNCTION casework_decisionreason_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM casework_decision d WHERE d.id = NEW.decision_id AND d.status = 'proposed') THEN
        RAISE EXCEPTION 'decision_guard: decision % is closed', NEW.decision_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decisionreason_guard BEFORE INSERT ON casework_decisionreason
    FOR EACH ROW EXECUTE FUNCTION casework_decisionreason_guard();

-- The human behind a staff account, and a staff number once verified, stay what they are.
CREATE FUNCTION casework_person_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'casework_user' THEN
        IF NEW.person_id <> OLD.person_id AND (OLD.is_staff OR NEW.is_staff) THEN
            RAISE EXCEPTION 'person_guard: a staff account keeps its person' USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.staff_number IS NOT NULL AND NEW.staff_number IS DISTINCT FROM OLD.staff_number THEN
        RAISE EXCEPTION 'person_guard: a staff number cannot change' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER person_guard BEFORE UPDATE ON casework_user
    FOR EACH ROW EXECUTE FUNCTION casework_person_guard();
CREATE TRIGGER person_guard BEFORE UPDATE ON casework_person
    FOR EACH ROW EXECUTE FUNCTION casework_person_guard();

-- A sealed edition, with its entries and figures, never changes.
CREATE FUNCTION casework_edition_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    edition bigint;
BEGIN
    IF TG_TABLE_NAME = 'casework_edition' THEN
        edition := OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        edition := NEW.edition_id;
    ELSE
        edition := OLD.edition_id;
    END IF;
    IF EXISTS (SELECT 1 FROM casework_edition e WHERE e.id = edition AND e.sealed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'edition_guard: edition % is sealed', edition USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER edition_guard BEFORE UPDATE OR DELETE ON casework_edition
    FOR EACH ROW EXECUTE FUNCTION casework_edition_guard();
CREATE TRIGGER edition_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_editionentry
    FOR EACH ROW EXECUTE FUNCTION casework_edition_guard();
CREATE TRIGGER edition_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_editionfigure
    FOR EACH ROW EXECUTE FUNCTION casework_edition_guard();

-- An enacted policy version, with all its parts, never changes; its open end may be closed by a successor.
CREATE FUNCTION casework_policy_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    parent bigint;
    before jsonb;
    after jsonb;
BEGIN
    IF TG_TABLE_NAME = 'casework_policyversion' THEN
        IF OLD.status = 'enacted' THEN
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION 'policy_guard: version % is enacted', OLD.id USING ERRCODE = '23514';
            END IF;
            before := to_jsonb(OLD) - 'effective';
            after := to_jsonb(NEW) - 'effective';
            IF before <> after OR NOT upper_inf(OLD.effective) OR lower(NEW.effective) <> lower(OLD.effective) THEN
                RAISE EXCEPTION 'policy_guard: version % is enacted', OLD.id USING ERRCODE = '23514';
            END IF;
        END IF;
    ELSE
        IF TG_TABLE_NAME = 'casework_policycriterion' THEN
            SELECT r.version_id INTO parent FROM casework_policyroute r
            WHERE r.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.route_id ELSE OLD.route_id END;
        ELSIF TG_OP = 'INSERT' THEN
            parent := NEW.version_id;
        ELSE
            parent := OLD.version_id;
        END IF;
        IF EXISTS (SELECT 1 FROM casework_policyversion v WHERE v.id = parent AND v.status = 'enacted') THEN
            RAISE EXCEPTION 'policy_guard: version % is enacted', parent USING ERRCODE = '23514';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policy_guard BEFORE UPDATE OR DELETE ON casework_policyversion
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policyparameter
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policyeditionrule
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policyroute
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policycriterion
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policyreason
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON casework_policyremedy
    FOR EACH ROW EXECUTE FUNCTION casework_policy_guard();
