insert into incident_tag (incident_id, tag, is_system)
select id, 'Redirected', true from incident
where redirect_to is not null and id not in (select incident_id from incident_tag where tag = 'Redirected');
