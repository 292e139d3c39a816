-- What was sent, and what was taken back, the newest first.
create index remediation_action_decided on remediation_action (decided_at, id);
create index remediation_action_undone on remediation_action (undone_at, id);
