-- Alerts that were left out because nobody here knows their service.
create table unknown_alert (
    alert_id varchar(200) not null primary key,
    service  varchar(60) not null,
    came_at  timestamp(6) with time zone not null
);
create index unknown_alert_by_coming on unknown_alert (came_at);
