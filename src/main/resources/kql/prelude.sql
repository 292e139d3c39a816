-- What Kusto means that one function of DuckDB does not say. Ticks are 100 ns; those of a moment begin with the year 1.

-- 64 bits, going round.
create macro kql_wrapped(x) as cast(
    ((x + 9223372036854775808::hugeint) % 18446744073709551616::hugeint + 18446744073709551616::hugeint)
        % 18446744073709551616::hugeint - 9223372036854775808::hugeint as bigint);

-- Never negative.
create macro kql_modulo(a, b) as try(((a % nullif(b, 0)) + abs(b)) % nullif(abs(b), 0));

-- Up to the end of the year 9999.
create macro kql_moment(t) as case when t between 0 and 3155378975999999999 then t end;

create macro kql_moment_text(t) as coalesce(
    strftime(make_timestamp(t // 10 - 62135596800000000), '%Y-%m-%dT%H:%M:%S.%f') || (t % 10) || 'Z', '');

create macro kql_span_text(t) as coalesce(
    case when t < 0 then '-' else '' end
        || case when abs(t::hugeint) >= 864000000000 then (abs(t::hugeint) // 864000000000) || '.' else '' end
        || lpad(cast(abs(t::hugeint) // 36000000000 % 24 as varchar), 2, '0') || ':'
        || lpad(cast(abs(t::hugeint) // 600000000 % 60 as varchar), 2, '0') || ':'
        || lpad(cast(abs(t::hugeint) // 10000000 % 60 as varchar), 2, '0')
        || case when abs(t::hugeint) % 10000000 <> 0 then '.' || lpad(cast(abs(t::hugeint) % 10000000 as varchar), 7, '0') else '' end, '');

create macro kql_real_text(x) as coalesce(
    case when isnan(x) then 'NaN' when isinf(x) then case when x > 0 then 'inf' else '-inf' end else cast(x as varchar) end, '');

create macro kql_long_in(s) as case
    when regexp_full_match(trim(s), '[+-]?[0-9]+') then try_cast(trim(s) as bigint)
    when regexp_full_match(trim(s), '0[xX][0-9a-fA-F]{1,16}') then kql_wrapped(try_cast(lower(trim(s)) as ubigint)::hugeint) end;

create macro kql_real_in(s) as case
    when regexp_full_match(trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?(nan|NaN|inf|Inf|Infinity)')
        then try_cast(trim(s) as double) end;

create macro kql_bool_in(s) as case lower(s)
    when 'true' then true when 'false' then false else kql_long_in(s) <> 0 end;

create macro kql_moment_in(s) as kql_moment(
    (epoch_us(coalesce(
        try_cast(trim(s) as timestamptz),
        try_strptime(trim(s), ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m-%d-%Y %H:%M:%S', '%m-%d-%Y', '%Y'])::timestamptz))
        + 62135596800000000) * 10
        + coalesce(try_cast(regexp_extract(s, '\.[0-9]{6}([0-9])', 1) as bigint), 0));

create macro kql_span_in(s) as case when regexp_full_match(trim(s), '-?([0-9]+\.)?[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,7})?)?')
    then (case when starts_with(trim(s), '-') then -1 else 1 end) * (
        coalesce(try_cast(regexp_extract(trim(s), '^-?([0-9]+)\.', 1) as bigint), 0) * 864000000000
        + cast(regexp_extract(trim(s), '([0-9]{1,2}):', 1) as bigint) * 36000000000
        + cast(regexp_extract(trim(s), ':([0-9]{1,2})', 1) as bigint) * 600000000
        + coalesce(try_cast(regexp_extract(trim(s), ':[0-9]{1,2}:([0-9]{1,2})', 1) as bigint), 0) * 10000000
        + coalesce(try_cast(rpad(nullif(regexp_extract(trim(s), ':[0-9]{1,2}\.([0-9]{1,7})$', 1), ''), 7, '0') as bigint), 0))
    when regexp_full_match(trim(s), '-?[0-9]+') then try_cast(trim(s) as bigint) * 864000000000
    when regexp_full_match(trim(s), '-?[0-9]+(\.[0-9]+)?(d|h|m|s|ms|microsecond|tick)')
        then try_cast(trunc(cast(regexp_extract(trim(s), '^-?[0-9.]+') as double) * case regexp_extract(trim(s), '[a-z]+$')
            when 'd' then 864000000000 when 'h' then 36000000000 when 'm' then 600000000 when 's' then 10000000
            when 'ms' then 10000 when 'microsecond' then 10 else 1 end) as bigint) end;

-- A text inside of a dynamic value without its quotation marks, all else as JSON.
create macro kql_text(v) as coalesce(
    case when variant_typeof(v) = 'VARCHAR' then cast(v as varchar) when variant_typeof(v) = 'VARIANT_NULL' then ''
        else cast(cast(v as json) as varchar) end, '');

create macro kql_real_of(v) as case when variant_typeof(v) = 'VARCHAR' then kql_real_in(cast(v as varchar))
    when starts_with(variant_typeof(v), 'BOOL') then cast(try_cast(v as boolean) as double) else try_cast(v as double) end;
create macro kql_long_of(v) as case when variant_typeof(v) = 'VARCHAR' then kql_long_in(cast(v as varchar))
    when starts_with(variant_typeof(v), 'BOOL') then cast(try_cast(v as boolean) as bigint)
    else try_cast(trunc(try_cast(v as double)) as bigint) end;
-- 32 bits, going round.
create macro kql_int_of(v) as cast(kql_modulo(kql_long_of(v) + 2147483648, 4294967296) - 2147483648 as integer);
create macro kql_decimal_of(v) as try_cast(kql_text(v) as decimal(38, 10));
create macro kql_bool_of(v) as case when variant_typeof(v) = 'VARCHAR' then kql_bool_in(cast(v as varchar))
    when starts_with(variant_typeof(v), 'BOOL') then try_cast(v as boolean) else try_cast(v as double) <> 0 end;
create macro kql_datetime_of(v) as kql_moment_in(kql_text(v));
create macro kql_timespan_of(v) as kql_span_in(kql_text(v));
create macro kql_guid_of(v) as try_cast(kql_text(v) as uuid);

-- By way of JSON: as a list of variants at once it takes fifty times as long.
create macro kql_elements(v) as list_transform(try_cast(v as json[]), lambda e: cast(e as variant));

-- From 0, and from the end when negative.
create macro kql_element(v, i) as cast(try_cast(v as json[])[case when i < 0 then i else i + 1 end] as variant);
create macro kql_texts(v) as list_transform(try_cast(v as json[]), lambda e: kql_text(cast(e as variant)));

-- A list in a list is taken apart, once.
create macro kql_list(l, most) as cast(list_slice(coalesce(list_filter(
    flatten(list_transform(l, lambda e: coalesce(kql_elements(cast(e as variant)), [cast(e as variant)]))),
    lambda e: coalesce(variant_typeof(e), 'VARIANT_NULL') <> 'VARIANT_NULL'), []), 1, most) as variant);
create macro kql_dynamic_list(l, most) as cast(list_slice(coalesce(
    flatten(list_transform(l, lambda e: coalesce(kql_elements(cast(e as variant)), [cast(e as variant)]))), []), 1, most) as variant);
-- In the order in which they come, as long as that is quickly found out.
create macro kql_first_seen(l) as case when len(l) > 100 then list_distinct(l)
    else list_filter(l, lambda e, i: list_position(l, e) = i) end;
-- The same of what is no dynamic value: sorted with its place, the first of each kept, and put in order again.
create macro kql_placed(l) as list_sort(list_transform(l, lambda e, i: {'v': e, 'i': i}));
create macro kql_firsts(t) as list_transform(
    list_filter(list_zip(t, list_concat([null], t)), lambda p: p[1] is not null and (p[2] is null or p[1].v <> p[2].v)),
    lambda p: {'i': p[1].i, 'v': p[1].v});
create macro kql_plain_set(l, most) as cast(list_slice(coalesce(list_transform(
    list_sort(kql_firsts(kql_placed(list_filter(l, lambda e: e is not null)))), lambda e: e.v), []), 1, most) as variant);
create macro kql_plain_list(l, most) as cast(list_slice(coalesce(list_filter(l, lambda e: e is not null), []), 1, most) as variant);
create macro kql_set(l, most) as cast(list_slice(coalesce(kql_first_seen(list_filter(
    flatten(list_transform(l, lambda e: coalesce(kql_elements(cast(e as variant)), [cast(e as variant)]))),
    lambda e: coalesce(variant_typeof(e), 'VARIANT_NULL') <> 'VARIANT_NULL')), []), 1, most) as variant);

create macro kql_mean(sum, count) as case when count = 0 then cast('nan' as double) else cast(kql_wrapped(sum) as double) / count end;

-- What is no number wins over all that are.
create macro kql_extreme(l, sign) as list_reduce(nullif(list_filter(l, lambda e: e is not null), []),
    lambda x, y: case when isnan(x) or not isnan(y) and (x - y) * sign >= 0 then x else y end);

create macro kql_reals(a, b, s) as list_transform(
    range(0, try_cast(least(greatest(floor((b - a) / s), -1) + 1, 1048576) as bigint)), lambda i: a + i * s);

-- No longer than a million; nothing of a step that leads nowhere.
create macro kql_steps(a, b, s) as list_transform(range(0, case
    when s <> 0 then least(greatest((b::hugeint - a) // s, -1) + 1, 1048576)::bigint end), lambda i: (a + i::hugeint * s)::bigint);
create macro kql_range(a, b, s) as cast(kql_steps(cast(a as bigint), cast(b as bigint), cast(s as bigint)) as variant);
create macro kql_real_range(a, b, s) as case when s <> 0
    then cast(kql_reals(cast(a as double), cast(b as double), cast(s as double)) as variant) end;
create macro kql_moments(a, b, s) as cast(list_transform(kql_steps(a, b, s), lambda t: kql_moment_text(t)) as variant);
create macro kql_spans(a, b, s) as cast(list_transform(kql_steps(a, b, s), lambda t: kql_span_text(t)) as variant);

-- Multiples, also below 0; of a size that is none there are none.
create macro kql_bin(x, size) as case when size > 0 then try(x - kql_modulo(x, size)) end;

create macro kql_real_bin_at(x, size, fixed) as
    fixed + floor((cast(x as double) - fixed) / nullif(cast(size as double), 0)) * size;

create macro kql_timestamp(t) as make_timestamp(t // 10 - 62135596800000000);
create macro kql_ticks(ts) as (epoch_us(ts) + 62135596800000000) * 10;
-- Of parts that a clock cannot show there is none.
create macro kql_made_moment(y, mo, d, h, mi, s) as case when h between 0 and 23 and mi between 0 and 59 and s >= 0 and s < 60
    then kql_moment(kql_ticks(try(make_timestamp(y, mo, d, 0, 0, 0))) + h * 36000000000 + mi * 600000000
        + cast(round(s * 10000000) as bigint)) end;
create macro kql_made_span(d, h, mi, s) as try(
    d * 864000000000 + h * 36000000000 + mi * 600000000 + cast(round(s * 10000000) as bigint));
create macro kql_start_of_day(t, further) as kql_bin(t, 864000000000) + further * 864000000000;
-- The first day of the year 1 was a Monday; weeks begin on Sundays.
create macro kql_start_of_week(t, further) as
    kql_bin(t + 864000000000, 6048000000000) - 864000000000 + further * 6048000000000;
create macro kql_start_of_month(t, further) as kql_ticks(
    date_trunc('month', kql_timestamp(t)) + to_months(cast(further as integer)));
create macro kql_start_of_year(t, further) as kql_ticks(
    date_trunc('year', kql_timestamp(t)) + to_years(cast(further as integer)));

-- From 0; a beginning before it counts from the end, and what is not there is empty.
create macro kql_part(s, start, len) as coalesce(case when len <= 0 or start < -length(s) then ''
    else substr(s, least(case when start < 0 then greatest(length(s) + start, 0) else start end, 2000000000)::bigint + 1,
        least(len, 2000000000)::bigint) end, '');
create macro kql_place(s, sought) as case when sought = '' then null else instr(s, sought) - 1 end;
create macro kql_match_place(s, pattern, start) as case when start >= 0 then start::bigint + case
    when regexp_matches(substr(s, least(start, 2000000000)::bigint + 1), pattern)
        then length(regexp_extract(substr(s, least(start, 2000000000)::bigint + 1), '(?s)^(.*?)(?:' || pattern || ')', 1)) else -1 - start end end;
create macro kql_group(names, g) as coalesce(nullif(list_position(names, nullif(kql_text(g), '')), 0), kql_long_of(g));
-- Of what all groups of a pattern found, those asked for by number or by name.
create macro kql_groups(found, names, asked) as case when len(found) > 0 then case when len(kql_elements(asked)) = 1
    then cast(list_transform(found, lambda f: f[kql_group(names, kql_elements(asked)[1])]) as variant)
    else cast(list_transform(found, lambda f: list_transform(kql_elements(asked), lambda g: f[kql_group(names, g)]))
        as variant) end end;
create macro kql_replaced(s, old, new) as case when old = '' then s else replace(s, old, new) end;
create macro kql_split_at(s, d, i) as case when i >= 0 and i < len(string_split(s, d))
    then cast([string_split(s, d)[i + 1]] as variant) end;
create macro kql_count_of(s, sought) as case when sought = '' then 0
    else (length(s) - length(replace(s, sought, ''))) // length(sought) end;
create macro kql_repeated(s, times, delimiter) as
    case when times > 0 then repeat(s || delimiter, least(times, 1024)::bigint - 1) || s else '' end;
create macro kql_joined(l, delimiter) as coalesce(list_reduce(nullif(l, []), lambda a, b: a || delimiter || b), '');
create macro kql_translated(s, old, new) as array_to_string(list_transform(string_split(s, ''),
    lambda c: case when instr(old, c) = 0 then c
        else substr(new, cast(least(instr(old, c), length(new)) as bigint), 1) end), '');

-- A text that is no JSON is itself, and so is one that goes too deep into itself; few brackets cannot.
create macro kql_json_in(s) as case when s = '' then cast(null as variant)
    when json_valid(s) and (length(s) - length(translate(s, '[{', '')) <= 200 or kql_java_is_shallow(s)) then cast(try_cast(s as json) as variant) else cast(s as variant) end;
create macro kql_shallow(v) as case when kql_java_is_shallow(cast(cast(v as json) as varchar)) then v end;
create macro kql_type_of(v) as case
    when coalesce(variant_typeof(v), 'VARIANT_NULL') = 'VARIANT_NULL' then 'null'
    when variant_typeof(v) = 'VARCHAR' then 'string'
    when starts_with(variant_typeof(v), 'BOOL') then 'bool'
    when starts_with(variant_typeof(v), 'ARRAY') then 'array'
    when starts_with(variant_typeof(v), 'OBJECT') then 'dictionary'
    when variant_typeof(v) in ('DOUBLE', 'FLOAT') or starts_with(variant_typeof(v), 'DECIMAL') then 'double'
    else 'long' end;
create macro kql_has(s, term) as kql_java_has_term(s, term, true, true, true);
create macro kql_has_any(s, terms) as coalesce(list_bool_or(list_transform(terms, lambda t: kql_has(s, t))), false);
create macro kql_has_any_index(s, terms) as
    cast(coalesce(list_position(list_transform(kql_texts(terms), lambda t: kql_has(s, t)), true), 0) - 1 as bigint);
create macro kql_has_all(s, terms) as coalesce(list_bool_and(list_transform(terms, lambda t: kql_has(s, t))), true);

create macro kql_log(x) as case when x < 0 then null when x = 0 then cast('-inf' as double) else ln(x) end;

-- What mv-expand makes rows of: a bag is one bag for each of its properties, and what is no list is itself.
create macro kql_items(v) as case
    when coalesce(variant_typeof(v), 'VARIANT_NULL') = 'VARIANT_NULL' then [cast(null as variant)]
    when starts_with(variant_typeof(v), 'ARRAY') then kql_elements(v)
    when starts_with(variant_typeof(v), 'OBJECT') then list_transform(variant_keys(v),
        lambda k: cast(json_object(k, json_extract(cast(v as json), '$."' || replace(k, '"', '\"') || '"')) as variant))
    else [v] end;

create macro kql_property(v, name) as cast(json_extract(cast(v as json), '$."' || replace(name, '"', '\"') || '"') as variant);

create macro kql_padded(s, digits) as case when length(s) >= digits then s else lpad(s, digits, '0') end;

-- What is missing is empty; the parameters of a query are a bag of their own.
create macro kql_url_query(q) as case when q = '' then cast('{}' as json) else coalesce(try(to_json(map_from_entries(list_transform(
    string_split(q, '&'), lambda p: (split_part(p, '=', 1), substr(p, length(split_part(p, '=', 1)) + 2)))))), cast('{}' as json)) end;
create macro kql_url(s) as cast(json_object(
    'Scheme', regexp_extract(s, '^([A-Za-z][A-Za-z0-9+.-]*)://', 1),
    'Host', regexp_extract(s, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]*)', 1),
    'Port', regexp_extract(s, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?[^/:?#]*:([0-9]+)', 1),
    'Path', regexp_extract(s, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*(/[^?#]*)', 1),
    'Username', regexp_extract(s, '^[A-Za-z][A-Za-z0-9+.-]*://([^/:?#@]*)(?::[^/?#@]*)?@', 1),
    'Password', regexp_extract(s, '^[A-Za-z][A-Za-z0-9+.-]*://[^/:?#@]*:([^/?#@]*)@', 1),
    'Query Parameters', kql_url_query(regexp_extract(s, '\?([^#]*)', 1)),
    'Fragment', regexp_extract(s, '#(.*)$', 1)) as variant);

-- Of parse-kv: without quotation marks and what takes their meaning from them, and the value that stands with a key.
create macro kql_unquoted(s, quote, escape) as case
    when length(s) > 1 and starts_with(s, substr(quote, 1, 1)) and ends_with(s, substr(quote, length(quote), 1))
        then kql_replaced(substr(s, 2, length(s) - 2), escape, '')
    else s end;
create macro kql_keyed(s, pattern, key) as coalesce(list_extract(
    regexp_extract_all(s, pattern, 2), list_position(regexp_extract_all(s, pattern, 1), key)), '');

-- A bag without what is null or empty.
create macro kql_filled(v) as cast(cast(map_from_entries(list_filter(list_transform(variant_keys(v), lambda k: (k, kql_property(v, k))),
    lambda e: coalesce(variant_typeof(e[2]), 'VARIANT_NULL') <> 'VARIANT_NULL' and kql_text(e[2]) <> '')) as json) as variant);
-- Each property of a bag as a list of its name and its value.
create macro kql_pairs(v) as case when starts_with(variant_typeof(v), 'OBJECT')
    then cast(list_transform(variant_keys(v), lambda k: cast([cast(k as variant), kql_property(v, k)] as variant)) as variant) else v end;
