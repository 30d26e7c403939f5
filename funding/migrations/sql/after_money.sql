-- Announced stages, submitted reports and ordered receivables stay what two persons signed.

-- As before, and no score moves into an announced stage, even while it is being announced.
CREATE OR REPLACE FUNCTION funding_stage_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint[];
BEGIN
    IF TG_TABLE_NAME = 'funding_stage' THEN
        mine := ARRAY[OLD.id];
    ELSIF TG_OP = 'INSERT' THEN
        mine := ARRAY[NEW.stage_id];
    ELSE
        mine := ARRAY[OLD.stage_id, NEW.stage_id];
    END IF;
    PERFORM 1 FROM funding_stage s WHERE s.id = ANY (mine) AND TG_TABLE_NAME <> 'funding_stage' FOR SHARE;
    IF EXISTS (SELECT 1 FROM funding_stage s WHERE s.id = ANY (mine) AND s.announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'stage_guard: an announced stage does not change' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

-- A report keeps its agreement and kind; its figures change while the team writes them.
CREATE FUNCTION funding_report_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.case_id, NEW.request_id, NEW.kind, NEW.due_on)
       IS DISTINCT FROM (OLD.case_id, OLD.request_id, OLD.kind, OLD.due_on) THEN
        RAISE EXCEPTION 'report_guard: what is reported on cannot change' USING ERRCODE = '23514';
    END IF;
    IF NEW IS DISTINCT FROM OLD AND NOT EXISTS (
        SELECT 1 FROM casework_case c WHERE c.id = OLD.case_id AND c.status IN ('due', 'returned')
    ) THEN
        RAISE EXCEPTION 'report_guard: a submitted report does not change' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER report_guard BEFORE UPDATE ON funding_report
    FOR EACH ROW EXECUTE FUNCTION funding_report_guard();

-- Costs are disallowed while officers check final accounts, not once they are proposed.
CREATE FUNCTION funding_disallowance_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint[] := ARRAY[(to_jsonb(OLD) ->> 'report_id')::bigint, (to_jsonb(NEW) ->> 'report_id')::bigint];
BEGIN
    IF EXISTS (
        SELECT 1 FROM funding_report r JOIN casework_case c ON c.id = r.case_id
        WHERE r.id = ANY (mine) AND (c.status <> 'submitted' OR r.kind <> 'final')
    ) THEN
        RAISE EXCEPTION 'disallowance_guard: these final accounts are not being checked' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER disallowance_guard BEFORE INSERT OR UPDATE OR DELETE ON funding_disallowance
    FOR EACH ROW EXECUTE FUNCTION funding_disallowance_guard();

-- A receivable begins as a proposal that is never edited; it is ordered once, received once, or dropped before.
CREATE FUNCTION funding_receivable_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    steps text[] := ARRAY['signed_by_id', 'signed_person_id', 'signed_at', 'dropped_at', 'received_at',
        'bank_reference'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.signed_at IS NOT NULL OR NEW.dropped_at IS NOT NULL OR NEW.received_at IS NOT NULL THEN
            RAISE EXCEPTION 'receivable_guard: a receivable begins as a proposal' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - steps IS DISTINCT FROM to_jsonb(OLD) - steps
       OR OLD.dropped_at IS NOT NULL OR OLD.received_at IS NOT NULL
       OR (OLD.signed_at IS NOT NULL AND (
           (NEW.signed_by_id, NEW.signed_at, NEW.dropped_at)
           IS DISTINCT FROM (OLD.signed_by_id, OLD.signed_at, OLD.dropped_at))) THEN
        RAISE EXCEPTION 'receivable_guard: % is not open to this change', OLD.reference USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER b_receivable_guard BEFORE INSERT OR UPDATE ON funding_receivable
    FOR EACH ROW EXECUTE FUNCTION funding_receivable_guard();
