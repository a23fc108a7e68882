"""A small good course in a folder, what the checks say of it, and what a build says of it."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from hooks import blueprint, card, case, dialogue, exam, glossary, law, mot, quiz, talk, timeline
from hooks.shared.site import Site

PROJECT = Path(__file__).parent.parent
EXTENSIONS = ["attr_list", "tables", "admonition", "def_list", "pymdownx.superfences", "pymdownx.details"]
ROOMS = [f"hooks.{room}" for room in timeline.ROOMS]
PROBLEM = re.compile(r"^ERROR\s+-\s+(\S+:\d+: .+)$", re.MULTILINE)

CONFIG = f"""\
site_name: 小课
site_url: http://127.0.0.1:8000/
docs_dir: docs
watch: [quizzes]
exclude_docs: |
  /evidence.yml
  /cases/facets.yml
theme: {{name: material, language: zh, font: false}}
extra: {{course: {{language: zh, quizzes: quizzes}}}}
hooks: ['{PROJECT / "hooks" / "timeline.py"}']
plugins:
  - search
  - mkdocs-jupyter: {{include: ["*.ipynb"], execute: false}}
markdown_extensions: [{", ".join([*EXTENSIONS, "toc", *ROOMS])}]
validation: {{links: {{not_found: info, absolute_links: relative_to_docs, unrecognized_links: info, anchors: warn}}}}
"""

CHAPTER = """\
---
标题: 柜台
摘要: 学会说第一句话。
读者: 一线
时长: 10
---
# 柜台

老郑来取药{依据 rec-01}，见[案例](cases/late.md#score)。

![柜台前的老郑](picture.svg)

## 练一练 {#practice}

/// quiz | bank#first
///

/// quiz | second
///

/// talk | 柜台前
老郑（举着药盒）：这字太小。
陈姐：我给您写大。
> 先办他没开口的那件事。
旁白：后面的人往前挪了一步。
陈姐：您念一遍，我听着。
///

/// myth | mot-01
> 顾客只记得最后一刻。

最强的一刻也要紧。
///

/// case | late
///
"""

BANK = """\
---
标题: 题库
---

## 【单选】药盒举到眼前，陈姐先说哪句？ {#first}
场景：药房 · 柜台 · 陈姐

他看了半天，没作声。

- [ ] 用法都印在背面了。
    > 盒子上是有，可他看不清。
- [x] 这字太小，我给您写大。
    > 他没开口，你看见了{依据 rec-01}。
    > 没选：当场就写的只有这一句。
- [ ] 老花镜要一副吗？
    > 镜子用得着，可他来买药。

提示：他为什么不作声？
提示：他的手在做什么？
解析：难处就在那个动作里。

先办这一件，再问别的。
"""

SECOND = """\
---
标题: 再练
---

## 【多选】哪几样写上，他就不用再催？ {#several}
场景：网店 · 在线客服 · 小雅
同题：bank/first

- [ ] 哪个仓库装的箱
    > 留给自己查。
- [x] 哪天寄出
    > 他等的就是这一天。
    > 没选：不写这一天，他还得来问。
- [x] 单号什么时候给
    > 有了单号他自己能看。
    > 没选：东西走到哪儿，他不知道。

提示：他等的是什么？
解析：什么时候有，怎么看得到。

## 【判断】没有开口，也算接待了顾客。 {#silence}
场景：药房 · 柜台 · 陈姐

- [x] 对
    > 他已经看见你的样子了。
- [ ] 不对
    > 不开口也在说话。

解析：看得见的也算。
"""

CASE = """\
---
标题: 蛋糕晚了
摘要: 蛋糕晚了四十分钟：给三个时刻打分。
行业: 餐饮
渠道: 电话
部分: 1
失误: 失约
补救: 道歉
结果: 顾客犹豫
虚构: 是
---
# 蛋糕晚了

五点整，没有人{依据 rec-01}。

/// talk | 五点十分
骑手：刚取上，五点四十到。
何女士（看着门口）：蜡烛呢？
骑手：先拿在手上。
> 她最急的那一样，他先答了。
旁白：客人已经坐下了。
何女士：好。
///

## 打分 {#score}

/// mot | late
| 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 | 谁在场 |
| --- | --- | --- | --- | --- | --- |
| 五点 {#five} | 蛋糕送到 | 没有人／也没有消息 | −2 | 时间落空了。 | 何女士 |
| 电话 {#call} | 有人说清楚 | 说了几点到 | +1 | 能安排下面的事{依据 rec-01}。 | 骑手 |
| 开门 {#door} | 没有期望 | 蜡烛点着了 | 0 | 好坏相抵。 | 客人 |
///

## 想一想 {#debrief}

1. 电话要是五点以前打，分会怎么变？
"""

BLUEPRINT = """\
---
标题: 取药
行业: 药房
虚构: 是
单位: 分钟
---

## 递方子 {#hand}

- 有形展示：柜台上的号
- 顾客：把方子递过去
- 前台：陈姐念一遍药名
- 支持：处方系统{依据 rec-01}
- 用时：1–2
- 等待：3

## 配药 {#fill}

- 后台：小吴按方子拿药
- 后台：药师再核一遍
- 支持：药架每天补货
- 用时：6
- 失败点：拿错规格 → 补救：核对的人退回去重拿，柜台先说还要几分钟

## 等

- 同时：#fill
- 顾客：坐着看号
- 等待：5

## 交药 {#give}

- 有形展示：写大字的药袋
- 顾客：念一遍怎么吃
- 前台：陈姐把用法写大
- 支持：不干胶标签
- 用时：2
- 失败点：漏说忌口 → 补救：当天打电话补上
"""

SCALE = """\
| 分值 | 名称 | 平常话 | 看到什么 | 顾客会说 |
| --- | --- | --- | --- | --- |
| +2 | 超出期望 | 比想的好 | 多做了一步 | “省事了。” |
| +1 | 符合期望 | 该有的都有 | 要什么给什么 | “谢谢。” |
| 0 | 中立 | 没留下印象 | 好坏相抵 | “嗯。” |
| −1 | 差一点 | 差一点 | 慢了 | “怎么不早说？” |
| −2 | 没办成 | 白跑一趟 | 没办成 | “白来了。” |

平均也要紧。
"""

FACETS = """\
行业: [餐饮, 零售, 药房]
渠道: [当面, 电话]
失误: [失约, 等待]
补救: [道歉, 退款]
结果: [顾客留下, 顾客犹豫]
"""

EVIDENCE = """\
- id: rec-01
  topic: 补救
  claim: 道歉总是有用
  label: 看条件
  say: 道歉管不管用，要看怎么道。
  say_label: 看条件
  state: 已核摘要
  source:
    author: 某人
    year: 2016
    title: 道歉的结构
- id: mot-01
  topic: 关键时刻
  claim: 顾客只记得最后一刻
  label: 常见误解
  say: 最后一刻和最强的一刻都要紧。
  say_label: 研究支持
  state: 已核摘要
  rests_on: [rec-01]
- id: mot-02
  topic: 关键时刻
  claim: 十秒不招呼就会走
  label: 查无出处
  say: 查不到来历。
  say_label: null
  state: 查过没找到
"""

GLOSSARY = """\
---
标题: 术语
---
# 术语

/// glossary | 全部
| 术语 | 英文 | 说法 | 解释 |
| --- | --- | --- | --- |
| 小票 | receipt | 单据／条子 | 写着付了多少钱的[那张纸](boxes.md#slips)。 |
| 新价签 |  |  | 写着价钱的纸片。 |
| NPS 调查 | net promoter score (NPS) | 会不会推荐 | 问一句会不会推荐给朋友。 |
///
"""

BOXES = """\
---
标题: 随身
读者: 一线
---
# 随身

新价签对上，再做 NPS 调查。

## 给他一张 {#slips}

**小票**给他，价签再看一眼。

/// card | 收银台
如果小票没出来，就先说要等多久。
如果价签不对，就停下来，请店长定。
- 如果他在看[药盒](index.md)，就问要不要写大。
///

/// law | 价签上的数
法律：价格法
条文：第十三条
文本日期：1997-12-29 公布
在柜台上：价签写多少收多少。
在柜台上：没写的不收，见[柜台](index.md#practice)。
///

## 都在这里 {#all}

/// card | 全部
///

/// law | 全部
///

/// myth | 全部
///
"""
DIALOGUE = (PROJECT / "tests" / "small" / "quizzes" / "dialogues" / "parcel.md").read_text(encoding="utf-8")

STAGE = """\
---
标题: 蓝图
---
# 蓝图

/// blueprint | chemist
///

/// blueprint | chemist#泳道
///

/// blueprint | chemist#失败点
///
"""

COURSE = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": CHAPTER,
    "docs/list.md": "---\n标题: 依据\n---\n# 依据\n\n/// evidence | 全部\n///\n",
    "docs/glossary.md": GLOSSARY,
    "docs/boxes.md": BOXES,
    "docs/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
    "docs/cases/index.md": "---\n标题: 案例\n---\n# 案例\n\n/// case | 全部\n///\n",
    "docs/cases/late.md": CASE,
    "docs/cases/facets.yml": FACETS,
    "docs/evidence.yml": EVIDENCE,
    "quizzes/bank.md": BANK,
    "quizzes/second.md": SECOND,
    "quizzes/scale.md": SCALE,
    "quizzes/dialogues/parcel.md": DIALOGUE,
    "quizzes/blueprints/chemist.md": BLUEPRINT,
    "docs/stage.md": STAGE,
}


def edited(text: str, changes: Mapping[str, str]) -> str:
    """A text with the first place of each old part replaced by the new one."""
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in it"
        text = text.replace(old, new, 1)
    return text


def course(root: Path, changed: Mapping[str, str | bytes | None] = {}) -> Path:
    """The good course in `root`, with some files changed, added or (None) left out."""
    for name, content in {**COURSE, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def examined(root: Path, language: str = "zh") -> Site:
    """The course in `root` after all checks of its sources."""
    site = Site.of(root, language=language)
    site.blocks = timeline.BLOCKS
    site.asking, site.bank = timeline.ASKING, quiz.questions
    timeline.examine(site)
    return site


def told(site: Site) -> list[str]:
    """Every problem as an author reads it."""
    return [str(problem) for problem in sorted(site.problems)]


def quiet(**more: str) -> dict[str, str]:
    """An environment in which only the course decides what a build does."""
    ours = {"PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1", "LANG": "C.UTF-8"}
    return {"PATH": os.environ["PATH"], **ours, **more}


def build(root: Path, **environment: str) -> tuple[int, list[str], str]:
    """Build for publication: exit code, the problems an author reads, everything it said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=root, env=quiet(**environment), capture_output=True, text=True, timeout=120)
    return done.returncode, PROBLEM.findall(done.stderr), done.stdout + done.stderr


class _Page(Treeprocessor):
    """Where the rooms look for the page being rendered."""

    def __init__(self, uri: str) -> None:
        super().__init__()
        self.file = SimpleNamespace(src_uri=uri)

    def run(self, root: Any) -> None:
        """Change nothing."""


def article(site: Site, uri: str) -> str:
    """What the host makes of a page, front matter first; spaces beside tags are left out."""
    configs = {room: {"site": site} for room in ROOMS}
    md = Markdown(extensions=[*EXTENSIONS, "toc", *ROOMS], extension_configs=configs)
    md.treeprocessors.register(_Page(uri), "relpath", 0)
    source = site.sources[f"docs/{uri}"]
    body = "\n".join(line for _, line in source.lines)
    return yaml.safe_dump(source.meta, allow_unicode=True) + re.sub(r"\s*(<[^>]*>)\s*", r"\1", md.convert(body))


def said(site: Site) -> list[str]:
    """Every text of every room's model in order, marks in one spelling."""
    models: list[Any] = [site.once(room.load) for room in (quiz, mot, dialogue, talk, case, blueprint, exam)]
    models += [(term.term, term.english, term.sayings, term.explanation) for term in site.once(glossary.load).terms]
    models += [(one.title, one.rules) for one in site.once(card.load).values()]
    models += [(box.title, box.statute, box.article, box.day, box.counter) for box in site.once(law.load).values()]
    return [re.sub(r"[{｛]依据\s*[：:]?\s*([\w-]+)[}｝]", r"{依据 \1}", text) for text in _texts(models)]


def _texts(value: Any) -> Iterator[str]:
    """Leaves out the lines where things stood, and the side of a speaker, which follows from who spoke before."""
    record = dataclasses.is_dataclass(value) and not isinstance(value, type)
    names = [entry.name for entry in dataclasses.fields(value)] if record else getattr(value, "_fields", ())
    if names:
        for name in names:
            yield from () if name in ("line", "problems", "side") else _texts(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
    elif value not in ("", None):
        yield str(value)
