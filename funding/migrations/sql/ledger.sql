-- The ledger: every entry, from wherever it comes, takes the locks, passes the guards and moves the balances.
-- Locks in the order subject and year, team, programme. Functions run as the owner, because the application's role
-- may not write balances, subjects' merges or entries' derived columns.

CREATE FUNCTION funding_lock(name text) RETURNS void LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(hashtextextended('funding:' || name, 0)) $$;

-- The subject whose balance counts, locked; a merge that committed while we waited is followed.
CREATE FUNCTION funding_lock_subject(programme bigint, subject bigint, of_year integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    root bigint;
    found_root bigint;
BEGIN
    SELECT coalesce(merged_into_id, id) INTO root FROM funding_subject WHERE id = subject;
    LOOP
        PERFORM funding_lock(format('subject:%s:%s:%s', programme, root, of_year));
        SELECT coalesce(merged_into_id, id) INTO found_root FROM funding_subject WHERE id = subject;
        EXIT WHEN found_root = root;
        root := found_root;
    END LOOP;
    RETURN root;
END $$;

CREATE FUNCTION funding_refuse(why text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: %', words USING ERRCODE = '23514', CONSTRAINT = why;
END $$;

-- Add to one balance row; its CHECK constraints are the caps.
CREATE FUNCTION funding_move(
    of_scope text, of_id bigint, of_programme bigint, of_year integer, with_cap bigint,
    d_reserved bigint, d_claimed bigint, d_paid bigint, d_recovered bigint, d_clawed bigint
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE funding_balance SET reserved = reserved + d_reserved, claimed = claimed + d_claimed, paid = paid + d_paid,
        recovered = recovered + d_recovered, clawed_back = clawed_back + d_clawed
    WHERE scope = of_scope AND scope_id = of_id AND programme_id = of_programme AND year = of_year;
    IF NOT FOUND THEN
        BEGIN
            INSERT INTO funding_balance
                (scope, scope_id, programme_id, year, cap, reserved, claimed, paid, recovered, clawed_back)
            VALUES (of_scope, of_id, of_programme, of_year, with_cap,
                d_reserved, d_claimed, d_paid, d_recovered, d_clawed);
        EXCEPTION WHEN unique_violation THEN
            -- A snapshot older than the row: only the stricter isolation levels come here.
            RAISE EXCEPTION 'ledger: the balance is newer than this transaction' USING ERRCODE = '40001';
        END;
    END IF;
END $$;

REVOKE ALL ON FUNCTION funding_move(
    text, bigint, bigint, integer, bigint, bigint, bigint, bigint, bigint, bigint) FROM PUBLIC;

-- Before an entry: fill in what follows from the request, take the locks, check what no balance can.
CREATE FUNCTION funding_entry_before() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
    told record;
    undone funding_ledgerentry;
    effect text := NEW.kind;
    root bigint;
    frozen timestamptz;
BEGIN
    IF NEW.kind = 'reverse' THEN
        SELECT * INTO undone FROM funding_ledgerentry WHERE id = NEW.reverses_id;
        IF undone.id IS NULL OR undone.kind = 'reverse' OR undone.amount <> NEW.amount
           OR undone.request_id <> NEW.request_id THEN
            PERFORM funding_refuse('ledger_reverse', 'a reversal undoes one whole entry of the same request');
        END IF;
        NEW.claim_id := undone.claim_id;
        NEW.payment_id := undone.payment_id;
        effect := undone.kind;
    END IF;
    SELECT q.team_id, t.programme_id, q.subject_id, q.year, t.cut_on, c.status INTO told
    FROM funding_fundingrequest q JOIN funding_team t ON t.id = q.team_id JOIN casework_case c ON c.id = q.case_id
    WHERE q.id = NEW.request_id;
    IF told IS NULL THEN
        PERFORM funding_refuse('ledger_request', 'no such request');
    END IF;
    NEW.team_id := told.team_id;
    NEW.programme_id := told.programme_id;
    NEW.subject_id := told.subject_id;
    NEW.year := told.year;
    NEW.at := clock_timestamp();
    root := funding_lock_subject(told.programme_id, told.subject_id, told.year);
    IF effect IN ('reserve', 'release') THEN
        PERFORM funding_lock('team:' || told.team_id);
        PERFORM funding_lock('programme:' || told.programme_id);
    END IF;
    IF NEW.kind IN ('reserve', 'claim') THEN
        SELECT s.frozen_at INTO frozen FROM funding_subject s WHERE s.id = root;
        IF frozen IS NOT NULL THEN
            PERFORM funding_refuse('ledger_frozen', 'the subject is frozen until two records are made one');
        END IF;
    END IF;
    IF NEW.kind = 'reserve' THEN
        IF told.cut_on IS NOT NULL AND told.cut_on <= (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date THEN
            PERFORM funding_refuse('ledger_cut', 'the team has left the programme');
        END IF;
        IF told.status NOT IN ('submitted', 'returned', 'proposed', 'agreed') THEN
            PERFORM funding_refuse('ledger_status', 'the request reserves nothing in its present state');
        END IF;
    ELSIF NEW.kind = 'claim' AND told.status NOT IN ('agreed', 'winding_down') THEN
        PERFORM funding_refuse('ledger_agreed', 'nothing is claimed before two persons have signed the agreement');
    ELSIF NEW.kind IN ('pay', 'payment_failed') THEN
        IF NOT EXISTS (
            SELECT 1 FROM funding_paymentorder o JOIN funding_paymentbatch b ON b.id = o.batch_id
            JOIN funding_claim l ON l.id = o.claim_id
            WHERE o.id = NEW.payment_id AND o.claim_id = NEW.claim_id AND l.request_id = NEW.request_id
              AND o.amount = NEW.amount AND b.signed_at IS NOT NULL
        ) THEN
            PERFORM funding_refuse('ledger_payment', 'a payment belongs to a batch that two persons have signed');
        END IF;
        IF NEW.kind = 'payment_failed' AND NOT EXISTS (
            SELECT 1 FROM funding_ledgerentry e WHERE e.payment_id = NEW.payment_id AND e.kind = 'pay'
        ) THEN
            PERFORM funding_refuse('ledger_payment', 'what was not sent cannot fail');
        END IF;
    END IF;
    IF effect IN ('claim', 'cut', 'pay', 'payment_failed') AND NOT EXISTS (
        SELECT 1 FROM funding_claim l WHERE l.id = NEW.claim_id AND l.request_id = NEW.request_id
    ) THEN
        PERFORM funding_refuse('ledger_claim', 'the movement names no claim of the request');
    END IF;
    RETURN NEW;
END $$;

-- After an entry: the balances of claim, request, subject and year, team, programme.
CREATE FUNCTION funding_entry_after() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    effect text := NEW.kind;
    sign integer := 1;
    r bigint := 0; c bigint := 0; p bigint := 0; v bigint := 0; w bigint := 0;
    root bigint;
BEGIN
    IF NEW.kind = 'reverse' THEN
        SELECT kind INTO effect FROM funding_ledgerentry WHERE id = NEW.reverses_id;
        sign := -1;
    END IF;
    CASE effect
        WHEN 'reserve' THEN r := NEW.amount;
        WHEN 'release' THEN r := -NEW.amount;
        WHEN 'claim' THEN c := NEW.amount;
        WHEN 'cut' THEN c := -NEW.amount;
        WHEN 'pay' THEN p := NEW.amount;
        WHEN 'payment_failed' THEN p := -NEW.amount;
        WHEN 'recover' THEN p := -NEW.amount; v := NEW.amount;
        WHEN 'claw_back' THEN p := -NEW.amount; w := NEW.amount;
    END CASE;
    r := sign * r; c := sign * c; p := sign * p; v := sign * v; w := sign * w;
    SELECT coalesce(merged_into_id, id) INTO root FROM funding_subject WHERE id = NEW.subject_id;
    IF NEW.claim_id IS NOT NULL THEN
        PERFORM funding_move('claim', NEW.claim_id, NEW.programme_id, 0, NULL, 0, c, p, v, w);
    END IF;
    PERFORM funding_move('request', NEW.request_id, NEW.programme_id, 0, NULL, r, c, p, v, w);
    PERFORM funding_move('subject', root, NEW.programme_id, NEW.year,
        (SELECT cap FROM funding_programme WHERE id = NEW.programme_id), r, c, p, v, w);
    IF r <> 0 THEN
        PERFORM funding_move('team', NEW.team_id, NEW.programme_id, 0,
            (SELECT budget FROM funding_team WHERE id = NEW.team_id), r, 0, 0, 0, 0);
        PERFORM funding_move('programme', NEW.programme_id, NEW.programme_id, 0,
            (SELECT budget FROM funding_programme WHERE id = NEW.programme_id), r, 0, 0, 0, 0);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER entry_before BEFORE INSERT ON funding_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION funding_entry_before();
CREATE TRIGGER entry_after AFTER INSERT ON funding_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION funding_entry_after();

CREATE FUNCTION funding_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % of % is never allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION funding_never();

-- One call: lock, insert, answer. The same key again answers as the first time; with other content it is refused.
-- A refusal is an answer too (`refused` names the constraint), so that the caller's transaction lives on.
CREATE FUNCTION funding_post(
    a_key text, a_kind text, a_request bigint, a_amount bigint,
    a_claim bigint DEFAULT NULL, a_payment bigint DEFAULT NULL, a_reverses bigint DEFAULT NULL,
    an_actor uuid DEFAULT NULL, a_note text DEFAULT '',
    OUT entry bigint, OUT fresh boolean, OUT refused text, OUT remaining bigint
) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    known funding_ledgerentry;
BEGIN
    fresh := false;
    BEGIN
        INSERT INTO funding_ledgerentry
            (key, kind, amount, request_id, claim_id, payment_id, reverses_id, actor_id, note,
             subject_id, team_id, programme_id, year)
        VALUES (a_key, a_kind, a_amount, a_request, a_claim, a_payment, a_reverses, an_actor, a_note, 0, 0, 0, 0)
        ON CONFLICT (key) DO NOTHING RETURNING id INTO entry;
        fresh := entry IS NOT NULL;
    EXCEPTION WHEN check_violation THEN
        GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
    END;
    IF NOT fresh THEN
        SELECT * INTO known FROM funding_ledgerentry WHERE key = a_key;
        IF known.id IS NOT NULL THEN
            entry := known.id;
            refused := CASE
                WHEN (known.kind, known.amount, known.request_id, known.claim_id, known.payment_id)
                     IS DISTINCT FROM (a_kind, a_amount, a_request, a_claim, a_payment)
                     AND a_kind <> 'reverse' THEN 'ledger_key'
            END;
        END IF;
    END IF;
    SELECT coalesce(b.cap - b.reserved, g.cap) INTO remaining
    FROM funding_fundingrequest q
    JOIN funding_team t ON t.id = q.team_id
    JOIN funding_programme g ON g.id = t.programme_id
    JOIN funding_subject s ON s.id = q.subject_id
    LEFT JOIN funding_balance b ON b.scope = 'subject' AND b.scope_id = coalesce(s.merged_into_id, s.id)
        AND b.programme_id = t.programme_id AND b.year = q.year
    WHERE q.id = a_request;
END $$;

-- Two records of one human: the loser's entries count for the winner from now on. Where the sum of a year exceeds
-- the cap nothing is merged, and both are frozen for an officer. Answers 'merged' or 'frozen'.
CREATE FUNCTION funding_merge(winner bigint, loser bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
    one record;
    into_root bigint;
    from_root bigint;
BEGIN
    PERFORM funding_lock('merge');
    SELECT coalesce(merged_into_id, id) INTO into_root FROM funding_subject WHERE id = winner FOR NO KEY UPDATE;
    SELECT coalesce(merged_into_id, id) INTO from_root FROM funding_subject WHERE id = loser FOR NO KEY UPDATE;
    IF into_root IS NULL OR from_root IS NULL OR into_root = from_root THEN
        PERFORM funding_refuse('ledger_merge', 'two different subjects are merged');
    END IF;
    FOR one IN
        SELECT DISTINCT f.programme_id, f.year, f.root FROM (
            SELECT t.programme_id, q.year, coalesce(s.merged_into_id, s.id) AS root
            FROM funding_fundingrequest q JOIN funding_team t ON t.id = q.team_id
            JOIN funding_subject s ON s.id = q.subject_id
        ) f WHERE f.root IN (into_root, from_root) ORDER BY f.programme_id, f.year, f.root
    LOOP
        PERFORM funding_lock(format('subject:%s:%s:%s', one.programme_id, one.root, one.year));
    END LOOP;
    IF EXISTS (
        SELECT 1 FROM funding_balance WHERE scope = 'subject' AND scope_id IN (into_root, from_root)
        GROUP BY programme_id, year HAVING sum(reserved) > min(cap)
    ) THEN
        UPDATE funding_subject SET frozen_at = coalesce(frozen_at, clock_timestamp())
        WHERE id IN (into_root, from_root);
        RETURN 'frozen';
    END IF;
    FOR one IN SELECT * FROM funding_balance WHERE scope = 'subject' AND scope_id = from_root LOOP
        DELETE FROM funding_balance WHERE id = one.id;
        PERFORM funding_move('subject', into_root, one.programme_id, one.year, one.cap,
            one.reserved, one.claimed, one.paid, one.recovered, one.clawed_back);
    END LOOP;
    UPDATE funding_subject SET merged_into_id = into_root WHERE id = from_root OR merged_into_id = from_root;
    UPDATE funding_subject SET frozen_at = NULL WHERE id IN (into_root, from_root);
    RETURN 'merged';
END $$;

-- Every balance beside the sum of its entries; rows that differ are wrong.
CREATE VIEW funding_sums AS
WITH effect AS (
    SELECT e.*, coalesce(u.kind, e.kind) AS of_kind, CASE WHEN u.id IS NULL THEN 1 ELSE -1 END AS sign,
        coalesce(s.merged_into_id, s.id) AS root
    FROM funding_ledgerentry e
    JOIN funding_subject s ON s.id = e.subject_id
    LEFT JOIN funding_ledgerentry u ON u.id = e.reverses_id
), moved AS (
    SELECT *,
        sign * amount * CASE of_kind WHEN 'reserve' THEN 1 WHEN 'release' THEN -1 ELSE 0 END AS r,
        sign * amount * CASE of_kind WHEN 'claim' THEN 1 WHEN 'cut' THEN -1 ELSE 0 END AS c,
        sign * amount * CASE of_kind WHEN 'pay' THEN 1 WHEN 'payment_failed' THEN -1
            WHEN 'recover' THEN -1 WHEN 'claw_back' THEN -1 ELSE 0 END AS p,
        sign * amount * CASE of_kind WHEN 'recover' THEN 1 ELSE 0 END AS v,
        sign * amount * CASE of_kind WHEN 'claw_back' THEN 1 ELSE 0 END AS w
    FROM effect
)
SELECT 'claim' AS scope, claim_id AS scope_id, programme_id, 0 AS year, 0::numeric AS reserved, sum(c) AS claimed,
    sum(p) AS paid, sum(v) AS recovered, sum(w) AS clawed_back
FROM moved WHERE claim_id IS NOT NULL GROUP BY claim_id, programme_id
UNION ALL
SELECT 'request', request_id, programme_id, 0, sum(r), sum(c), sum(p), sum(v), sum(w)
FROM moved GROUP BY request_id, programme_id
UNION ALL
SELECT 'subject', root, programme_id, year, sum(r), sum(c), sum(p), sum(v), sum(w)
FROM moved GROUP BY root, programme_id, year
UNION ALL
SELECT 'team', team_id, programme_id, 0, sum(r), 0, 0, 0, 0 FROM moved
WHERE of_kind IN ('reserve', 'release') GROUP BY team_id, programme_id
UNION ALL
SELECT 'programme', programme_id, programme_id, 0, sum(r), 0, 0, 0, 0 FROM moved
WHERE of_kind IN ('reserve', 'release') GROUP BY programme_id;

-- The rows that differ: what the balance says and what its entries add up to. None is right.
CREATE FUNCTION funding_parity() RETURNS TABLE (
    scope text, scope_id bigint, programme bigint, year integer, stored bigint[], summed bigint[]
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM (
        SELECT coalesce(b.scope, s.scope), coalesce(b.scope_id, s.scope_id),
            coalesce(b.programme_id, s.programme_id), coalesce(b.year, s.year)::integer,
            ARRAY[b.reserved, b.claimed, b.paid, b.recovered, b.clawed_back] AS stored,
            ARRAY[s.reserved, s.claimed, s.paid, s.recovered, s.clawed_back]::bigint[] AS summed
        FROM funding_balance b FULL JOIN funding_sums s
            ON (s.scope, s.scope_id, s.programme_id, s.year) = (b.scope, b.scope_id, b.programme_id, b.year)
    ) AS compared WHERE stored IS DISTINCT FROM summed
$$;
