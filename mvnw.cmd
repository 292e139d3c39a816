@echo off
rem Runs Maven: the installed one, otherwise the one named in .mvn\wrapper\maven-wrapper.properties.
setlocal
set "BASE=%~dp0"
where mvn >nul 2>nul
if %errorlevel%==0 (
  call mvn -f "%BASE%pom.xml" %*
  exit /b %errorlevel%
)
for /f "tokens=1,* delims==" %%a in ('findstr /b "distribution" "%BASE%.mvn\wrapper\maven-wrapper.properties"') do set "%%a=%%b"
for %%f in ("%distributionUrl%") do set "NAME=%%~nf"
set "NAME=%NAME:-bin=%"
set "DISTS=%USERPROFILE%\.m2\wrapper\dists"
if not exist "%DISTS%\%NAME%\bin\mvn.cmd" (
  echo Fetching %NAME% ^(no Maven is installed^) 1>&2
  powershell -NoProfile -Command "$ErrorActionPreference='Stop'; $zip=Join-Path $env:TEMP '%NAME%.zip'; Invoke-WebRequest '%distributionUrl%' -OutFile $zip; if ((Get-FileHash $zip -Algorithm SHA256).Hash -ne '%distributionSha256Sum%') { throw 'The SHA-256 of the fetched Maven differs from maven-wrapper.properties.' }; Expand-Archive $zip '%DISTS%' -Force" || exit /b 1
)
call "%DISTS%\%NAME%\bin\mvn.cmd" -f "%BASE%pom.xml" %*
exit /b %errorlevel%
