-- Who wanted an action cancelled, and whether Microsoft was told.
alter table remediation_action add column cancel_id uuid;
alter table remediation_action add column cancel_by varchar(300);
alter table remediation_action add column cancel_at timestamp(6) with time zone;
alter table remediation_action add column cancel_comment varchar(2000);
alter table remediation_action add column cancel_told boolean;
-- Why Microsoft would not.
alter table remediation_action add column cancel_trouble varchar(40);
alter table remediation_action add column cancel_detail varchar(2000);
