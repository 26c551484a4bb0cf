"""The one table of what can be done in the terminal. Bindings, the line of keys, the palette and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from textual.actions import parse
from textual.binding import Binding, BindingType

Place = Literal[
    "app",
    "row",
    "list",
    "filter",
    "act",
    "page",
    "dialog",
    "grid",
    "matrix",
    "plans",
    "preview",
    "agencies",
    "agency",
    "obligation",
    "obligations",
    "cells",
    "sheet",
    "register",
    "runs",
]


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

    @cached_property
    def parsed(self) -> tuple[str, tuple[object, ...]]:
        """Return the name of the method and what it is given."""
        _, name, parameters = parse(self.method)
        return name, parameters

    @property
    def goes_to(self) -> str | None:
        """Return the screen that this key goes to, if it does."""
        name, parameters = self.parsed
        return str(parameters[0]) if name == "go" else None

    @property
    def target(self) -> str:
        """Return the method with the one it is of, as a click wants it."""
        return f"{'app' if self.place == 'app' else 'screen'}.{self.method}"


def _row(key: str, name: str, help_: str, method: str, shown: str) -> Action:
    return Action(key, name, help_, method, "row", shown, footer=False)


def _grid(key: str, name: str, help_: str, method: str, shown: str) -> Action:
    return Action(key, name, help_, method, "grid", shown, footer=False)


def _act(key: str, name: str, help_: str, act: str, *, footer: bool = True) -> Action:
    return Action(key, name, help_, f"act('{act}')", "act", key, footer)


def _cell(key: str, name: str, help_: str, method: str, shown: str) -> Action:
    return Action(key, name, help_, method, "cells", shown, footer=False)


def _go(key: str, name: str, help_: str, screen: str) -> Action:
    return Action(key, name, help_, f"go('{screen}')", "app", key, footer=False)


ACTIONS: tuple[Action, ...] = (
    Action("enter", "Mở", "Mở đầu việc, thư, cơ quan cần gọi tại dòng đang chọn.", "open", "row", "Enter"),
    _row("up", "Lên", "Lên một dòng.", "up", "↑"),
    _row("down", "Xuống", "Xuống một dòng.", "down", "↓"),
    _row("pageup", "Trang trước", "Lên một trang.", "page_up", "PgUp"),
    _row("pagedown", "Trang sau", "Xuống một trang.", "page_down", "PgDn"),
    _row("home,ctrl+home", "Dòng đầu", "Về dòng đầu.", "first", "Home"),
    _row("end,ctrl+end", "Dòng cuối", "Về dòng cuối.", "last", "End"),
    Action("v", "Đánh dấu", "Đánh dấu hoặc bỏ dấu một dòng, để làm một lần cho nhiều dòng.", "mark", "list", "v"),
    Action("V", "Đánh dấu hết", "Đánh dấu mọi dòng đang hiện; nhấn lần nữa để bỏ.", "mark_all", "list", "V", False),
    Action("slash", "Lọc", "Lọc khi gõ, không cần dấu; mọi từ đều phải có.", "filter", "list", "/"),
    Action("enter,down", "Về danh sách", "Khi đang gõ lọc: giữ lọc, về danh sách.", "leave", "filter", "Enter"),
    Action("escape", "Bỏ", "Bỏ lọc; không lọc thì bỏ các dấu.", "back", "list", "Esc"),
    _grid("left", "Sang trái", "Sang trái một cột.", "left", "←"),
    _grid("right", "Sang phải", "Sang phải một cột.", "right", "→"),
    Action("v", "Đánh dấu", "Đánh dấu hoặc bỏ dấu một ô, để làm một lần cho nhiều ô.", "mark", "matrix", "v"),
    Action("slash", "Lọc", "Lọc cơ quan khi gõ, không cần dấu.", "filter", "matrix", "/"),
    Action("right_square_bracket", "Kế hoạch sau", "Sang kế hoạch sau.", "next_plan", "matrix", "]"),
    Action("left_square_bracket", "Kế hoạch trước", "Về kế hoạch trước.", "previous_plan", "matrix", "[", False),
    Action("K", "Chọn kế hoạch", "Chọn kế hoạch theo tên.", "pick_plan", "matrix", "K"),
    Action("U", "Cả việc thường xuyên", "Xem cả nhiệm vụ không ấn định thời hạn.", "undated", "matrix", "U", False),
    Action("escape", "Bỏ", "Bỏ lọc; không lọc thì bỏ các dấu.", "back", "matrix", "Esc"),
    Action(
        "f",
        "Bản sửa đổi",
        "So sánh một bản kế hoạch sửa đổi với phần đang theo dõi, rồi áp dụng.",
        "amend",
        "plans",
        "f",
    ),
    Action("slash", "Lọc", "Lọc cơ quan khi gõ, không cần dấu.", "filter", "agencies", "/"),
    Action("S", "Đổi thứ tự", "Theo tên, hoặc hay chậm đứng trước.", "sort", "agencies", "S"),
    Action("escape", "Bỏ lọc", "Bỏ lọc.", "back", "agencies", "Esc"),
    Action("e", "Sửa đầu mối", "Sửa đầu mối, hoặc thêm đầu mối ở vai trò khác.", "contact", "agency", "e"),
    Action("b", "Vắng mặt", "Ghi, sửa, xóa thời gian vắng mặt và người thay.", "absence", "agency", "b"),
    Action("o", "Đầu việc", "Sang danh sách đầu việc của cơ quan này.", "obligations", "agency", "o"),
    Action("K", "Kế hoạch", "Chỉ xem đầu việc của một kế hoạch.", "pick_plan", "obligations", "K", False),
    Action("T", "Tình trạng", "Chỉ xem đầu việc ở một tình trạng.", "pick_state", "obligations", "T", False),
    Action("S", "Đổi thứ tự", "Theo kế hoạch, theo thời hạn, theo cơ quan.", "sort", "obligations", "S", False),
    Action("m", "Nguyên văn", "Xem câu giao việc tại chỗ của nó trong văn bản.", "source", "obligation", "m"),
    Action("y", "Thư đã gửi", "Xem các thư về đầu việc này như đã gửi.", "letters", "obligation", "y"),
    Action(
        "right_square_bracket",
        "Đầu việc sau",
        "Sang đầu việc sau trong danh sách.",
        "next_one",
        "obligation",
        "]",
        False,
    ),
    Action(
        "left_square_bracket",
        "Đầu việc trước",
        "Về đầu việc trước trong danh sách.",
        "previous_one",
        "obligation",
        "[",
        False,
    ),
    Action(
        "y", "Chạy thử", "Xem lượt chạy của một ngày sẽ soạn, gửi gì; không ghi, không gửi.", "rehearse", "runs", "y"
    ),
    Action("G", "Gửi lại", "Gửi lại thư bị máy chủ từ chối hoặc chưa gửi được.", "send_again", "runs", "G"),
    Action("b", "Bỏ qua", "Bỏ qua thư bị máy chủ từ chối: không gửi nữa.", "set_aside", "runs", "b"),
    Action("right,n", "Thư sau", "Xem thư sau.", "next_letter", "preview", "→"),
    Action("left,b", "Thư trước", "Về thư trước.", "previous_letter", "preview", "←"),
    Action("p", "Phát hành tất cả", "Phát hành mọi thư đang xem.", "release", "preview", "p"),
    Action("escape", "Quay lại", "Về danh sách.", "back", "page", "Esc"),
    Action("x", "Thu hồi liên kết", "Thu hồi liên kết trong các thư đã gửi, sau khi hỏi lại.", "revoke", "agency", "x"),
    Action("G", "Gửi lại liên kết", "Gửi thư có liên kết mới, sau khi hỏi lại.", "renew", "agency", "G"),
    Action("escape", "Đóng", "Đóng hộp thoại, không làm gì.", "cancel", "dialog", "Esc"),
    _act("a", "Xác nhận", "Xác nhận kết quả đang chờ. Của thư trả lời: ghi kết quả mà thư báo.", "accept"),
    _act("t", "Trả lại", "Đề nghị bổ sung, hoàn thiện, kèm lý do.", "give_back"),
    _act("k", "Đã nắm", "Đã nắm thông tin: cảnh báo còn đó, ghi rằng đã có người biết.", "acknowledge"),
    _act("p", "Phát hành", "Phát hành thư đang chờ.", "release"),
    _act("w", "Xem thư", "Xem đúng những thư sẽ gửi, từng thư một.", "preview"),
    _act("h", "Ghi kết quả", "Ghi nhận báo cáo, kết quả đến bằng cách khác: số, ngày văn bản.", "record"),
    _act("j", "Tiếp nhận", "Ghi nhận đơn vị đã tiếp nhận nhiệm vụ.", "received", footer=False),
    _act("e", "Gia hạn", "Gia hạn, kèm căn cứ: văn bản, hoặc điện thoại (chờ văn bản).", "extend"),
    _act(
        "x", "Giữ nguyên", "Giữ nguyên thời hạn, phân công mà đơn vị đề nghị thay đổi; của thư đến: đã xem.", "decline"
    ),
    _act("l", "Đã gọi", "Ghi nhận đã gọi điện cho đơn vị.", "called"),
    _act("z", "Tin Zalo", "Chép tin ngắn để dán vào Zalo; ghi nhận đã nhắn nếu muốn.", "zalo", footer=False),
    _act("s", "Tạm ngừng nhắc", "Tạm ngừng nhắc đến một ngày; thời hạn không đổi.", "silence", footer=False),
    _act("c", "Giao lại", "Giao lại cho cơ quan khác.", "reassign", footer=False),
    _act("d", "Dừng theo dõi", "Dừng theo dõi, kèm lý do.", "withdraw", footer=False),
    _act("o", "Ghi sự kiện", "Ghi nhận sự kiện mà thời hạn tính theo.", "event", footer=False),
    _go("1", "Hôm nay", "Hôm nay: việc cần xử lý, việc gấp đứng trước.", "today"),
    _go("2", "Đầu việc", "Đầu việc: tất cả, theo thứ tự của kế hoạch.", "obligations"),
    _go("3", "Chưa ghi nhận", "Chưa ghi nhận: báo cáo, kết quả chưa có khi hết hạn.", "unrecorded"),
    _go("4", "Thư", "Thư chờ phát hành: đã soạn, chờ người quyết định gửi.", "letters"),
    _go("5", "Bảng", "Bảng theo dõi: cơ quan theo hàng, báo cáo theo cột.", "matrix"),
    _go("6", "Kế hoạch", "Kế hoạch: tiến độ, mốc thời gian, bảng tổng hợp, bản sửa đổi.", "plans"),
    _go("7", "Cơ quan", "Cơ quan: ai hay chậm, liên hệ, vắng mặt, tiếp nhận sau sắp xếp.", "agencies"),
    _go("8", "Lượt chạy", "Lượt chạy: thư đi, thư hỏng, lượt chạy đã qua, sắp tới, chạy thử.", "runs"),
    Action("u", "Hoàn tác", "Hoàn tác việc phát hành, trong vòng một phút.", "undo", "app", "u", False),
    Action("ctrl+s", "Ghi", "Ghi tất cả các dòng đã nhập, trong một lần.", "save", "sheet", "Ctrl+S"),
    Action(
        "escape",
        "Quay lại",
        "Bỏ nội dung đang gõ; không gõ thì rời bảng (hỏi trước nếu chưa ghi).",
        "back",
        "sheet",
        "Esc",
    ),
    Action("f1", "Trợ giúp", "Mở trang này.", "help", "sheet", "F1"),
    _cell("enter", "Ô sau", "Giữ nội dung vừa gõ, sang ô sau; hết dòng thì xuống dòng dưới.", "next", "Enter"),
    _cell("tab", "Ô sau", "Như Enter.", "next", "Tab"),
    _cell("shift+tab", "Ô trước", "Về ô trước.", "next(-1)", "Shift+Tab"),
    _cell("up", "Lên", "Lên ô trên.", "move(-1, 0)", "↑"),
    _cell("down", "Xuống", "Xuống ô dưới.", "move(1, 0)", "↓"),
    _cell("left", "Trái", "Sang ô bên trái; đang gõ thì lùi con trỏ.", "move(0, -1)", "←"),
    _cell("right", "Phải", "Sang ô bên phải; đang gõ thì tiến con trỏ.", "move(0, 1)", "→"),
    _cell("pageup", "Trang trước", "Lên một trang.", "page(-1)", "PgUp"),
    _cell("pagedown", "Trang sau", "Xuống một trang.", "page(1)", "PgDn"),
    _cell("home", "Đầu dòng", "Về ô đầu dòng; đang gõ thì về đầu nội dung.", "edge(0)", "Home"),
    _cell("end", "Cuối dòng", "Về ô cuối dòng; đang gõ thì về cuối nội dung.", "edge(1)", "End"),
    _cell("f2", "Sửa ô", "Sửa tiếp nội dung của ô.", "edit", "F2"),
    _cell("delete", "Xóa ô", "Xóa nội dung của ô.", "clear", "Delete"),
    _cell("backspace", "Xóa", "Xóa ký tự trước con trỏ; không gõ thì xóa ô.", "erase", "Backspace"),
    _cell("ctrl+d", "Chép ô trên", 'Chép nội dung của ô trên, rồi xuống dòng; phím " cũng vậy.', "repeat", "Ctrl+D"),
    Action("f", "Chọn tệp", "Chọn tệp sổ văn bản đến để nhập.", "choose", "register", "f"),
    Action("v", "Đánh dấu", "Đánh dấu hoặc bỏ dấu một đề xuất.", "mark", "register", "v"),
    Action("V", "Đánh dấu hết", "Đánh dấu mọi đề xuất; nhấn lần nữa để bỏ.", "mark_all", "register", "V"),
    Action("escape", "Quay lại", "Bỏ các dấu; không có dấu thì về màn hình trước.", "back", "register", "Esc"),
    Action(
        "n",
        "Nhập nhanh",
        "Nhập nhanh kết quả của nhiều cơ quan cho một báo cáo, như bảng tính.",
        "enter_results",
        "app",
        "n",
        False,
    ),
    Action(
        "i", "Nhập sổ đến", "Nhập sổ văn bản đến, xem và xác nhận các đề xuất.", "import_register", "app", "i", False
    ),
    Action("r", "Đọc lại", "Đọc lại sổ theo dõi ngay (tự đọc lại khi có thay đổi).", "reload", "app", "r", False),
    Action("g", "Đổi nền", "Đổi nền: tối, sáng, không màu.", "shade", "app", "g", False),
    Action("ctrl+p", "Tìm lệnh", "Tìm một việc bằng tên của nó.", "palette", "app", "Ctrl+P", False),
    Action("question_mark", "Trợ giúp", "Mở trang này.", "help", "app", "?"),
    Action("q", "Thoát", "Thoát khỏi chương trình.", "quit", "app", "q"),
)

HEADINGS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("Trong danh sách", ("row", "list", "filter")),
    ("Đầu việc", ("obligations",)),
    ("Trong bảng", ("grid", "matrix")),
    ("Kế hoạch", ("plans",)),
    ("Một đầu việc", ("obligation",)),
    ("Cơ quan", ("agencies", "agency")),
    ("Lượt chạy", ("runs",)),
    ("Xem thư trước khi phát hành", ("preview",)),
    ("Xử lý dòng đang chọn, hoặc mọi dòng đã đánh dấu", ("act",)),
    ("Trong bảng nhập", ("sheet", "cells")),
    ("Sổ văn bản đến", ("register",)),
    ("Đi lại", ("page", "dialog", "app")),
)


def actions_of(*places: Place) -> list[Action]:
    """Return what can be done in some places, in the order of the table."""
    return [action for action in ACTIONS if action.place in places]


def bindings(*places: Place) -> list[BindingType]:
    """Return the keys of some places, in the order of the table."""
    return [action.binding for action in actions_of(*places)]


def groups(*places: Place) -> list[tuple[str, list[Action]]]:
    """Return the actions of some places, or all, under the headings that the help screen gives them."""
    found = [
        (heading, [a for a in ACTIONS if a.place in its and a.place in (places or its)]) for heading, its in HEADINGS
    ]
    return [(heading, actions) for heading, actions in found if actions]
