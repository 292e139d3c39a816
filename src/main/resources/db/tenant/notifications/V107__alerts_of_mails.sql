-- In which incident a rule has mentioned an alert, which may be in another by now.
create table mail_told (
    rule_id     bigint not null,
    alert_id    bigint not null,
    incident_id bigint not null,
    primary key (rule_id, alert_id, incident_id)
);
insert into mail_told (rule_id, alert_id, incident_id)
select distinct m.rule_id, a.id, m.incident_id
from mail_sent m join alert a on a.id = any(m.alerts)
where m.incident_id is not null;
