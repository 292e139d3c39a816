-- Pages of things show the latest actions on each, what waits first. Of one thing the type is not worth an index of its own.
drop index remediation_action_of_target;
create index remediation_action_of_target on remediation_action (target_key, expires_at, proposed_at desc, id desc);
