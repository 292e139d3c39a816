-- The page of an investigation lists its actions in the order in which they were proposed.
drop index remediation_action_of_investigation;
create index remediation_action_of_investigation on remediation_action (investigation, proposed_at, id);
