DROP TRIGGER b_receivable_guard ON funding_receivable;
DROP FUNCTION funding_receivable_guard();
DROP TRIGGER disallowance_guard ON funding_disallowance;
DROP FUNCTION funding_disallowance_guard();
DROP TRIGGER report_guard ON funding_report;
DROP FUNCTION funding_report_guard();
