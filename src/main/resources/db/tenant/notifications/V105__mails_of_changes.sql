-- How far the changes of incidents have been gone through for mails.
alter table notification_cursor add column mail_change_at timestamp(6) with time zone default current_timestamp not null;
alter table notification_cursor add column mail_change_incident bigint default 0 not null;
