-- A stay rests on the person's own granted case; afterwards it may only end, and be taken back as a mistake.

CREATE FUNCTION visas_stay_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.end_reason <> '' THEN
            RAISE EXCEPTION 'stay_guard: a stay begins before it ends' USING ERRCODE = '23514';
        END IF;
        IF NEW.case_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM casework_case c
            WHERE c.id = NEW.case_id AND c.person_id = NEW.person_id AND c.kind = 'top_tier' AND c.status = 'granted'
        ) THEN
            RAISE EXCEPTION 'stay_guard: no granted case of this person' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.person_id, NEW.case_id, NEW.status_of_stay, NEW.starts_on, NEW.ends_on, NEW.recorded_by_id,
        NEW.recorded_at)
       IS DISTINCT FROM
       (OLD.id, OLD.person_id, OLD.case_id, OLD.status_of_stay, OLD.starts_on, OLD.ends_on, OLD.recorded_by_id,
        OLD.recorded_at)
    THEN
        RAISE EXCEPTION 'stay_guard: stay % cannot be edited', OLD.id USING ERRCODE = '23514';
    END IF;
    IF OLD.end_reason = 'mistake' OR (OLD.end_reason <> '' AND NEW.end_reason <> 'mistake') THEN
        RAISE EXCEPTION 'stay_guard: stay % has ended', OLD.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stay_guard BEFORE INSERT OR UPDATE ON visas_stay
    FOR EACH ROW EXECUTE FUNCTION visas_stay_guard();
