DROP TRIGGER case_guard ON casework_case;
DROP TRIGGER decision_guard ON casework_decision;
DROP TRIGGER decisionreason_guard ON casework_decisionreason;
DROP TRIGGER person_guard ON casework_user;
DROP TRIGGER person_guard ON casework_person;
DROP TRIGGER edition_guard ON casework_edition;
DROP TRIGGER edition_guard ON casework_editionentry;
DROP TRIGGER edition_guard ON casework_editionfigure;
DROP TRIGGER policy_guard ON casework_policyversion;
DROP TRIGGER policy_guard ON casework_policyparameter;
DROP TRIGGER policy_guard ON casework_policyeditionrule;
DROP TRIGGER policy_guard ON casework_policyroute;
DROP TRIGGER policy_guard ON casework_policycriterion;
DROP TRIGGER policy_guard ON casework_policyreason;
DROP TRIGGER policy_guard ON casework_policyremedy;
DROP FUNCTION casework_case_guard, casework_decision_guard, casework_decisionreason_guard, casework_person_guard,
    casework_edition_guard, casework_policy_guard;
DROP SEQUENCE casework_reference;
