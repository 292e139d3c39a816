create index merge_of_part on incident_merge_part (part, part_id);
