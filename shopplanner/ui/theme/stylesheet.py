"""The style sheet: only for parts that it styles whole, since half-styled combo and spin boxes lose their arrows."""

from __future__ import annotations

from collections.abc import Callable

SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QMainWindow, QDialog {{ background: {background}; }}
QMenuBar {{ background: {surface}; border-bottom: 1px solid {border}; padding: 2px 6px; }}
QMenuBar::item {{ background: transparent; padding: 4px 10px; border-radius: 4px; color: {text}; }}
QMenuBar::item:selected {{ background: {neutral_soft}; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; color: {text}; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QStatusBar {{ background: {surface}; border-top: 1px solid {border}; color: {muted}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {muted}; }}

#TabRow, #TopBar {{ background: {surface}; border-bottom: 1px solid {border}; }}
QToolButton[tab="true"] {{ border: none; border-bottom: 3px solid transparent; padding: 9px 18px 7px 18px;
    color: {muted}; background: transparent; }}
QToolButton[tab="true"]:hover {{ color: {text}; }}
QToolButton[tab="true"]:checked {{ color: {text}; border-bottom: 3px solid {accent}; font-weight: 600; }}
QToolButton[tab="true"]:focus {{ color: {accent}; }}
#ViewList {{ background: {surface}; border: none; border-right: 1px solid {border}; outline: none; padding: 8px; }}
#Inspector {{ background: {surface}; border-left: 1px solid {border}; }}
#Page {{ background: {background}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget[transparent="true"] {{ background: transparent; }}

QFrame[card="true"] {{ background: {surface}; border: 1px solid {border}; border-radius: 6px; }}
QLabel[role="title"] {{ font-weight: 600; font-size: {title}px; color: {text}; }}
QLabel[role="heading"] {{ font-weight: 600; color: {text}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="small"] {{ color: {muted}; font-size: {small}px; }}
QLabel[role="figure"] {{ font-weight: 600; font-size: {figure}px; color: {text}; }}
QLabel[role="good"] {{ color: {good}; }}
QLabel[role="warn"] {{ color: {warn}; }}
QLabel[role="bad"] {{ color: {bad}; }}
QLabel[chip="neutral"] {{ background: {neutral_soft}; color: {muted}; }}
QLabel[chip="info"] {{ background: {info_soft}; color: {info}; }}
QLabel[chip="good"] {{ background: {good_soft}; color: {good}; }}
QLabel[chip="warn"] {{ background: {warn_soft}; color: {warn}; }}
QLabel[chip="bad"] {{ background: {bad_soft}; color: {bad}; }}
QLabel[chip="neutral"], QLabel[chip="info"], QLabel[chip="good"], QLabel[chip="warn"], QLabel[chip="bad"] {{
    border-radius: 4px; padding: 2px 7px; font-size: {small}px; }}

QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: 5px;
    padding: 5px 12px; min-height: {line}px; }}
QPushButton:hover {{ background: {neutral_soft}; }}
QPushButton:pressed {{ background: {border}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {muted}; background: {background}; }}
QPushButton:checked {{ background: {accent_soft}; color: {accent}; border: 1px solid {accent}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {accent_text}; border: 1px solid {accent}; }}
QPushButton[primary="true"]:disabled {{ background: {neutral_soft}; color: {muted}; border: 1px solid {border}; }}
QPushButton[primary="true"]:focus {{ border: 1px solid {text}; }}
QPushButton[flat_link="true"] {{ border: none; background: transparent; color: {accent}; padding: 2px 4px; }}
QPushButton[flat_link="true"]:hover {{ text-decoration: underline; }}
QPushButton[flat_link="true"]:focus {{ border: 1px dotted {accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit {{ background: {surface}; color: {text}; border: 1px solid {border};
    border-radius: 5px; padding: 4px 7px; selection-background-color: {accent};
    selection-color: {accent_text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 1px solid {accent}; }}
QLineEdit[error="true"], QPlainTextEdit[error="true"] {{ border: 1px solid {bad}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {background}; color: {muted}; }}

QTableView, QTreeView, QListView {{ background: {surface}; border: none; gridline-color: {border};
    selection-background-color: {accent_soft}; selection-color: {text}; outline: none;
    alternate-background-color: {raised}; color: {text}; }}
QTableView::item {{ padding: 0 8px; border: none; }}
QTableView::item:focus {{ border: 1px solid {accent}; }}
QTableView QLineEdit {{ border-radius: 0; padding: 0 7px; }}
QHeaderView {{ background: {surface}; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {border};
    padding: 6px 8px; font-weight: 400; }}
QTableCornerButton::section {{ background: {surface}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {border}; }}
QProgressBar {{ background: {neutral_soft}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
#Notice {{ background: {text}; border-radius: 6px; }}
#Notice QLabel {{ color: {surface}; }}
#Notice QPushButton {{ background: transparent; border: none; color: {notice_link}; font-weight: 600; }}
"""


def stylesheet(name: Callable[[str], str], line: int) -> str:
    """Return the style sheet for the colours that ``name`` gives by role and a text height of ``line`` pixels."""
    roles = (
        "background surface raised border text muted accent accent_text accent_soft good warn bad info good_soft "
        "warn_soft bad_soft info_soft neutral_soft"
    ).split()
    colors = {role: name(role) for role in roles}
    sizes = {
        "title": round(line * 1.08),
        "figure": round(line * 1.25),
        "small": max(11, round(line * 0.68)),
        "line": round(line * 1.05),
    }
    return SHEET.format(**colors, **sizes, scroll=name("border"), notice_link=name("chart2"))
