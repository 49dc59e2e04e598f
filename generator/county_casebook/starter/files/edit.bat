@echo off
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
pushd "%~dp0"
if exist ".venv\Scripts\casebook.exe" goto open
echo 第一次打开，正在安装，要几分钟，请不要关掉这个窗口。
where py >nul 2>nul
if errorlevel 1 goto plain
py -3 -m venv ".venv"
goto install
:plain
python -m venv ".venv"
:install
if errorlevel 1 goto nopython
".venv\Scripts\python.exe" -m pip --disable-pip-version-check install --require-hashes --only-binary :all: -r requirements.txt
if errorlevel 1 goto failed
:open
".venv\Scripts\casebook.exe" edit %*
if errorlevel 1 pause
popd
exit /b
:nopython
echo 没有找到 Python。请先装 Python 3.11 或更新的版本，安装时勾选“Add python.exe to PATH”，再双击一次。
goto end
:failed
echo 没有装成。请看上面的提示：多半是没有网络，或 requirements.txt 最后一行还没有写好安装包的地址和 SHA-256。改好后再双击一次。
:end
pause
popd
exit /b 1
