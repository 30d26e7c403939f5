-- Whoever holds or held a role stays the human they are, whatever happens to the account meanwhile.

CREATE OR REPLACE FUNCTION casework_person_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'casework_user' THEN
        IF NEW.person_id <> OLD.person_id AND (
            OLD.is_staff OR NEW.is_staff
            OR EXISTS (SELECT 1 FROM casework_rolegrant g WHERE g.user_id = NEW.id)
            OR EXISTS (SELECT 1 FROM casework_decision d WHERE NEW.id IN (d.proposed_by_id, d.signed_by_id))
        ) THEN
            RAISE EXCEPTION 'person_guard: a staff account keeps its person' USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.staff_number IS NOT NULL AND NEW.staff_number IS DISTINCT FROM OLD.staff_number THEN
        RAISE EXCEPTION 'person_guard: a staff number cannot change' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
