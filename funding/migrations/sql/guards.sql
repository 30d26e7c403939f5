-- Invariants of funding beside the ledger: two persons, closed books, and lines that stay what was submitted.

-- The humans behind "<name>_by" accounts, for each name given; nobody types them in.
CREATE FUNCTION funding_persons() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    part text;
    account uuid;
BEGIN
    FOREACH part IN ARRAY TG_ARGV LOOP
        account := (to_jsonb(NEW) ->> (part || '_by_id'))::uuid;
        NEW := jsonb_populate_record(NEW, jsonb_build_object(
            part || '_person_id', (SELECT person_id FROM casework_user WHERE id = account)));
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER a_persons BEFORE INSERT OR UPDATE ON funding_ruling
    FOR EACH ROW EXECUTE FUNCTION funding_persons('proposed', 'signed');
CREATE TRIGGER a_persons BEFORE INSERT OR UPDATE ON funding_change
    FOR EACH ROW EXECUTE FUNCTION funding_persons('proposed', 'signed');
CREATE TRIGGER a_persons BEFORE INSERT OR UPDATE ON funding_paymentbatch
    FOR EACH ROW EXECUTE FUNCTION funding_persons('prepared', 'signed');
CREATE TRIGGER a_persons BEFORE INSERT OR UPDATE ON funding_receivable
    FOR EACH ROW EXECUTE FUNCTION funding_persons('proposed', 'signed');
CREATE TRIGGER a_persons BEFORE INSERT OR UPDATE ON funding_stage
    FOR EACH ROW EXECUTE FUNCTION funding_persons('prepared', 'signed');

-- A ruling begins as a proposal on the case as it is, is never edited, and ends once.
CREATE FUNCTION funding_ruling_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    current_version integer;
BEGIN
    SELECT version INTO current_version FROM casework_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'proposed' OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'ruling_guard: a ruling begins as a proposal' USING ERRCODE = '23514';
        END IF;
    ELSE
        IF OLD.status <> 'proposed' THEN
            RAISE EXCEPTION 'ruling_guard: ruling % is closed', OLD.id USING ERRCODE = '23514';
        END IF;
        IF (NEW.case_id, NEW.case_version, NEW.outcome, NEW.amount, NEW.note, NEW.proposed_by_id, NEW.proposed_at)
           IS DISTINCT FROM
           (OLD.case_id, OLD.case_version, OLD.outcome, OLD.amount, OLD.note, OLD.proposed_by_id, OLD.proposed_at) THEN
            RAISE EXCEPTION 'ruling_guard: a proposal cannot be edited' USING ERRCODE = '23514';
        END IF;
    END IF;
    IF NEW.status IN ('proposed', 'signed') AND NEW.case_version <> current_version THEN
        RAISE EXCEPTION 'ruling_guard: the case changed since' USING ERRCODE = '40001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER b_ruling_guard BEFORE INSERT OR UPDATE ON funding_ruling
    FOR EACH ROW EXECUTE FUNCTION funding_ruling_guard();

-- A funding case reaches an end that two persons decide only with their ruling on this very version.
CREATE FUNCTION funding_case_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    wanted text := CASE NEW.status
        WHEN 'agreed' THEN 'approve' WHEN 'approved' THEN 'approve' WHEN 'settled' THEN 'approve'
        WHEN 'refused' THEN 'refuse' WHEN 'rejected' THEN 'refuse' END;
BEGIN
    IF NEW.kind LIKE 'funding\_%' AND NEW.status <> OLD.status AND wanted IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM funding_ruling r
        WHERE r.case_id = OLD.id AND r.status = 'signed' AND r.outcome = wanted AND r.case_version = OLD.version
    ) THEN
        RAISE EXCEPTION 'funding_case_guard: % needs a ruling signed by two persons', NEW.status
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_case_guard BEFORE UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION funding_case_guard();

-- A request keeps its team, subject, year, gate and host; its subject is the one the programme's cap counts for.
CREATE FUNCTION funding_request_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.case_id, NEW.team_id, NEW.subject_id, NEW.year, NEW.gate_id)
           IS DISTINCT FROM (OLD.case_id, OLD.team_id, OLD.subject_id, OLD.year, OLD.gate_id) THEN
            RAISE EXCEPTION 'request_guard: whose money this is cannot change' USING ERRCODE = '23514';
        END IF;
    ELSIF NOT EXISTS (
        SELECT 1 FROM funding_team t JOIN funding_programme p ON p.id = t.programme_id
        JOIN casework_case c ON c.id = NEW.case_id JOIN funding_subject s ON s.id = NEW.subject_id
        JOIN casework_case g ON g.id = NEW.gate_id
        WHERE t.id = NEW.team_id AND g.person_id = c.person_id AND g.kind = p.policy
          AND CASE p.cap_subject WHEN 'team' THEN s.team_id = t.id ELSE s.person_id = c.person_id END
    ) THEN
        RAISE EXCEPTION 'request_guard: the cap counts for another subject' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_guard BEFORE INSERT OR UPDATE ON funding_fundingrequest
    FOR EACH ROW EXECUTE FUNCTION funding_request_guard();

-- Budget lines and claim lines change while the team writes them; later only what officers say of them.
CREATE FUNCTION funding_line_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    state text;
    line record := coalesce(NEW, OLD);
    mine jsonb;
BEGIN
    IF TG_TABLE_NAME = 'funding_budgetline' THEN
        SELECT c.status INTO state FROM funding_fundingrequest q JOIN casework_case c ON c.id = q.case_id
        WHERE q.id = line.request_id;
    ELSE
        SELECT c.status INTO state FROM funding_claim l JOIN casework_case c ON c.id = l.case_id
        WHERE l.id = line.claim_id;
    END IF;
    IF state IN ('draft', 'returned') THEN
        RETURN line;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        mine := to_jsonb(OLD) - ARRAY['agreed', 'cut', 'cut_reason', 'cut_note', 'checked_by_id', 'checked_at'];
        IF to_jsonb(NEW) @> mine AND (
            state = 'submitted' OR TG_TABLE_NAME = 'funding_budgetline'
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'line_guard: lines of a submitted paper do not change' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER line_guard BEFORE INSERT OR UPDATE OR DELETE ON funding_budgetline
    FOR EACH ROW EXECUTE FUNCTION funding_line_guard();
CREATE TRIGGER line_guard BEFORE INSERT OR UPDATE OR DELETE ON funding_claimline
    FOR EACH ROW EXECUTE FUNCTION funding_line_guard();

-- A signed batch keeps its orders; an order keeps its claim, account and amount.
CREATE FUNCTION funding_batch_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'funding_paymentbatch' THEN
        IF OLD.signed_at IS NOT NULL AND NOT (to_jsonb(NEW) @> (to_jsonb(OLD) - 'exported_at')) THEN
            RAISE EXCEPTION 'batch_guard: batch % is signed', OLD.reference USING ERRCODE = '23514';
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM funding_paymentbatch b WHERE b.id = NEW.batch_id
                   AND (b.signed_at IS NOT NULL OR b.discarded_at IS NOT NULL)) THEN
            RAISE EXCEPTION 'batch_guard: the batch is closed' USING ERRCODE = '23514';
        END IF;
    ELSIF (NEW.batch_id, NEW.claim_id, NEW.institution_id, NEW.account_id, NEW.amount)
          IS DISTINCT FROM (OLD.batch_id, OLD.claim_id, OLD.institution_id, OLD.account_id, OLD.amount)
          OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at)
          OR (OLD.failed_at IS NOT NULL AND NEW.failed_at IS DISTINCT FROM OLD.failed_at) THEN
        RAISE EXCEPTION 'batch_guard: a payment order cannot be edited' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER b_batch_guard BEFORE UPDATE ON funding_paymentbatch
    FOR EACH ROW EXECUTE FUNCTION funding_batch_guard();
CREATE TRIGGER batch_guard BEFORE INSERT OR UPDATE ON funding_paymentorder
    FOR EACH ROW EXECUTE FUNCTION funding_batch_guard();

-- An announced stage and its scores are final.
CREATE FUNCTION funding_stage_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    stage bigint;
BEGIN
    IF TG_TABLE_NAME = 'funding_stage' THEN
        stage := OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        stage := NEW.stage_id;
    ELSE
        stage := OLD.stage_id;
    END IF;
    IF EXISTS (SELECT 1 FROM funding_stage s WHERE s.id = stage AND s.announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'stage_guard: stage % is announced', stage USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER b_stage_guard BEFORE UPDATE ON funding_stage
    FOR EACH ROW EXECUTE FUNCTION funding_stage_guard();
CREATE TRIGGER stage_guard BEFORE INSERT OR UPDATE ON funding_stagescore
    FOR EACH ROW EXECUTE FUNCTION funding_stage_guard();

-- The cap, its subject and its year stay once money has been reserved under them. A subject begins unmerged.
CREATE FUNCTION funding_programme_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'funding_subject' THEN
        IF NEW.merged_into_id IS NOT NULL OR NEW.frozen_at IS NOT NULL THEN
            RAISE EXCEPTION 'subject_guard: a subject begins alone' USING ERRCODE = '23514';
        END IF;
    ELSIF (NEW.cap, NEW.cap_subject, NEW.year_basis, NEW.policy)
          IS DISTINCT FROM (OLD.cap, OLD.cap_subject, OLD.year_basis, OLD.policy)
          AND EXISTS (SELECT 1 FROM funding_balance b WHERE b.programme_id = OLD.id) THEN
        RAISE EXCEPTION 'programme_guard: money is reserved under this cap' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programme_guard BEFORE UPDATE ON funding_programme
    FOR EACH ROW EXECUTE FUNCTION funding_programme_guard();
CREATE TRIGGER subject_guard BEFORE INSERT ON funding_subject
    FOR EACH ROW EXECUTE FUNCTION funding_programme_guard();
