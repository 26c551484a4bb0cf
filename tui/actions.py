"""The one table of what can be done in the terminal. Bindings, the footer and the help screen are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Place = Literal["app", "row", "list", "filter", "act", "page", "dialog"]


@dataclass(frozen=True)
class Action:
    """A key and what it does. `shown` is how the key is written; `footer` whether the last line names it."""

    key: str
    name: str
    help: str
    method: str
    place: Place
    shown: str
    footer: bool = True

    @property
    def binding(self) -> Binding:
        """Return the same as Textual wants it."""
        return Binding(self.key, self.method, self.name, show=self.footer, key_display=self.shown, tooltip=self.help)


ACTIONS: tuple[Action, ...] = (
    Action("enter", "Mở", "Mở đầu việc hoặc thư tại dòng đang chọn.", "open", "row", "Enter"),
    Action("up", "Lên", "Lên một dòng.", "up", "row", "↑", False),
    Action("down", "Xuống", "Xuống một dòng.", "down", "row", "↓", False),
    Action("pageup", "Trang trước", "Lên một trang.", "page_up", "row", "PgUp", False),
    Action("pagedown", "Trang sau", "Xuống một trang.", "page_down", "row", "PgDn", False),
    Action("home,ctrl+home", "Dòng đầu", "Về dòng đầu.", "first", "row", "Home", False),
    Action("end,ctrl+end", "Dòng cuối", "Về dòng cuối.", "last", "row", "End", False),
    Action("v", "Đánh dấu", "Đánh dấu hoặc bỏ dấu một dòng, để làm một lần cho nhiều dòng.", "mark", "list", "v"),
    Action("V", "Đánh dấu hết", "Đánh dấu mọi dòng đang hiện; nhấn lần nữa để bỏ.", "mark_all", "list", "V", False),
    Action("slash", "Lọc", "Lọc khi gõ, không cần dấu; mọi từ đều phải có.", "filter", "list", "/"),
    Action("enter,down", "Về danh sách", "Khi đang gõ lọc: giữ lọc, về danh sách.", "leave", "filter", "Enter"),
    Action("escape", "Bỏ", "Bỏ lọc; không lọc thì bỏ các dấu.", "back", "list", "Esc"),
    Action("escape", "Quay lại", "Về danh sách.", "back", "page", "Esc"),
    Action("escape", "Đóng", "Đóng hộp thoại, không làm gì.", "cancel", "dialog", "Esc"),
    Action("a", "Xác nhận", "Xác nhận kết quả đang chờ.", "accept", "act", "a"),
    Action("t", "Trả lại", "Đề nghị bổ sung, hoàn thiện, kèm lý do.", "give_back", "act", "t"),
    Action("k", "Đã nắm", "Đã nắm thông tin: cảnh báo còn đó, ghi rằng đã có người biết.", "acknowledge", "act", "k"),
    Action("p", "Phát hành", "Phát hành thư đang chờ, gửi ngay sau khi hỏi lại.", "release", "act", "p"),
    Action("1", "Hôm nay", "Hôm nay: việc cần xử lý, việc gấp đứng trước.", "go('today')", "app", "1", False),
    Action("2", "Đầu việc", "Đầu việc: tất cả, theo thứ tự của kế hoạch.", "go('obligations')", "app", "2", False),
    Action(
        "3",
        "Chưa ghi nhận",
        "Chưa ghi nhận: báo cáo, kết quả chưa có khi hết hạn.",
        "go('unrecorded')",
        "app",
        "3",
        False,
    ),
    Action(
        "4",
        "Thư chờ phát hành",
        "Thư chờ phát hành: đã soạn, chờ người quyết định gửi.",
        "go('letters')",
        "app",
        "4",
        False,
    ),
    Action("r", "Đọc lại", "Đọc lại sổ theo dõi ngay (tự đọc lại khi có thay đổi).", "reload", "app", "r", False),
    Action("g", "Nền sáng, tối", "Đổi nền sáng hoặc nền tối.", "shade", "app", "g", False),
    Action("question_mark", "Trợ giúp", "Mở trang này.", "help", "app", "?"),
    Action("q", "Thoát", "Thoát khỏi chương trình.", "quit", "app", "q"),
)

HEADINGS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("Trong danh sách", ("row", "list", "filter")),
    ("Xử lý dòng đang chọn, hoặc mọi dòng đã đánh dấu", ("act",)),
    ("Đi lại", ("page", "dialog", "app")),
)


def bindings(*places: Place) -> list[BindingType]:
    """Return the keys of some places, in the order of the table."""
    return [action.binding for action in ACTIONS if action.place in places]


def groups() -> list[tuple[str, list[Action]]]:
    """Return every action under the heading that the help screen gives it."""
    return [(heading, [action for action in ACTIONS if action.place in places]) for heading, places in HEADINGS]
