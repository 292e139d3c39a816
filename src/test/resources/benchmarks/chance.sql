-- Chance that is the same in each run. Of few things some are much more frequent than others.
create or replace temp macro dice(i, salt) as hash(i * 64 + salt);
create or replace temp macro chance(i, salt) as (dice(i, salt) >> 32) / 4294967296.0;
create or replace temp macro few(i, salt, n) as cast(floor(exp(chance(i, salt) * ln(n + 1))) - 1 as bigint);
create or replace temp macro hex(i, salt) as printf('%016x', dice(i, salt));
create or replace temp macro syllable(k) as ['ba', 'ce', 'di', 'fo', 'gu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti',
    'vo', 'wu', 'xan', 'yel', 'zor', 'bren', 'clim'][cast(k % 20 as bigint) + 1];
create or replace temp macro word(k) as syllable(k) || syllable(k // 20) || syllable(k // 400);
create or replace temp macro guid(i, salt) as cast(cast(md5(hex(i, salt)) as uuid) as varchar);
create or replace temp macro happened(i, rows) as 639028224000000000
    + cast(cast(i as hugeint) * 25920000000000 // rows as bigint) + cast(dice(i, 0) % 600000000 as bigint);
