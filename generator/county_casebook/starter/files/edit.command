#!/bin/sh
# 双击打开表单；第一次会先安装。
cd "$(dirname "$0")" || exit 1
export PYTHONUTF8=1
end() {
  echo "$1"
  echo "按回车键关掉这个窗口。"
  read -r _
  exit 1
}
if [ ! -x .venv/bin/casebook ]; then
  echo "第一次打开，正在安装，要几分钟，请不要关掉这个窗口。"
  command -v python3 >/dev/null || end "没有找到 Python。请先装 Python 3.11 或更新的版本，再双击一次。"
  also=""
  if [ "$(uname)" = Darwin ]; then also="--no-binary rcssmin,rjsmin"; fi
  # shellcheck disable=SC2086 - 两个词
  python3 -m venv .venv &&
    .venv/bin/python -m pip --disable-pip-version-check install --require-hashes --only-binary :all: -r requirements.txt $also ||
    end "没有装成。请看上面的提示：多半是没有网络，或 requirements.txt 最后一行还没有写好安装包的地址和 SHA-256。改好后再双击一次。"
fi
.venv/bin/casebook edit "$@" || end "表单没有打开，请看上面的提示。"
