insert into "DeviceProcessEvents" by name
select cast(md5('p' || i) as uuid) as "$Key", t + 600000000 as "$IngestionTime", t as "Timestamp",
    md5('d' || device) as "DeviceId", 'device' || device || '.contoso.example' as "DeviceName",
    'ProcessCreated' as "ActionType", file as "FileName", 'C:\Program Files\' || word(program) || '\' || file as "FolderPath",
    sha1('s' || program || 'v' || version) as "SHA1", sha256('s' || program || 'v' || version) as "SHA256",
    md5('s' || program || 'v' || version) as "MD5", 40000 + program * 977 + version as "FileSize",
    word(program % 60) || ' Corporation' as "ProcessVersionInfoCompanyName", cast(4 + dice(i, 1) % 30000 as bigint) as "ProcessId",
    case
        when dice(i, 2) % 100000 = 0 then 'cmd.exe /c C:\Users\user' || account || '\Downloads\mimikatz.exe privilege::debug exit'
        when file = 'powershell.exe' then case when dice(i, 2) % 12 = 0
            then 'powershell.exe -NoProfile -WindowStyle Hidden -enc ' || base64(encode(hex(i, 3) || hex(i, 4) || hex(i, 5) || hex(i, 6)))
            else '"powershell.exe" -NoProfile -ExecutionPolicy Bypass -File "C:\ProgramData\' || word(few(i, 3, 8000)) || '\'
                || word(few(i, 4, 8000)) || '.ps1" -Id ' || guid(i, 5) || ' -Mode ' || word(few(i, 6, 200)) end
        when dice(i, 2) % 10 < 3 then '"C:\Program Files\' || word(program) || '\' || file || '" --type=renderer --lang=en-US --service='
            || word(few(i, 3, 300)) || ' --field-trial-handle=' || dice(i, 4) % 10000 || ',i,' || dice(i, 5) || ',' || dice(i, 6)
            || ' --enable-features=' || word(few(i, 7, 8000)) || ',' || word(few(i, 8, 8000)) || ' /prefetch:' || dice(i, 9) % 8
        when dice(i, 2) % 10 < 5 then 'C:\Windows\System32\' || file || ' -k ' || word(few(i, 3, 300)) || ' -p -s ' || word(few(i, 4, 300))
        when dice(i, 2) % 10 < 6 then '\??\C:\Windows\system32\' || file || ' 0xffffffff -ForceV1'
        else '"C:\Users\user' || account || '\AppData\Local\' || word(program) || '\' || file || '" --pipe=' || hex(i, 3)
            || ' --log="C:\Users\user' || account || '\AppData\Local\Temp\' || word(few(i, 4, 8000)) || '_'
            || substr(hex(i, 5), 1, 8) || '.log" --pid ' || dice(i, 6) % 30000
    end as "ProcessCommandLine",
    case dice(i, 10) % 4 when 0 then 'System' when 1 then 'High' else 'Medium' end as "ProcessIntegrityLevel",
    'TokenElevationTypeDefault' as "ProcessTokenElevation", t - 50000 as "ProcessCreationTime", 'contoso' as "AccountDomain",
    'user' || account as "AccountName", 'S-1-5-21-1-2-3-' || account as "AccountSid", cast(dice(i, 11) % 1000000 as bigint) as "LogonId",
    'contoso' as "InitiatingProcessAccountDomain", 'user' || account as "InitiatingProcessAccountName",
    parent as "InitiatingProcessFileName", 'c:\windows\' || parent as "InitiatingProcessFolderPath",
    cast(4 + dice(i, 12) % 30000 as bigint) as "InitiatingProcessId", '"' || parent || '" /start ' || word(few(i, 13, 300)) as "InitiatingProcessCommandLine",
    t - 6000000000 as "InitiatingProcessCreationTime", word(few(i, 14, 50)) || '.exe' as "InitiatingProcessParentFileName",
    cast(4 + dice(i, 15) % 30000 as bigint) as "InitiatingProcessParentId", i as "ReportId"
from (
    select i, happened(i, :rows) as t, few(i, 20, 2000) as device, few(i, 21, 2000) % 3 * 2000 + few(i, 20, 2000) as account, program,
        few(i, 23, 6) as version, case program when 2 then 'powershell.exe' else word(program) || '.exe' end as file,
        word(few(i, 24, 60)) || '.exe' as parent
    from (select range as i, few(range, 22, 400) as program from range(:first, :until)))
