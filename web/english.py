"""The English of the page, sentence by sentence. A catalogue and nothing else; a test holds it complete and without leftovers."""

from __future__ import annotations

_FORM = {
    "Hình thức phản hồi": "Your answer",
    "Đã tiếp nhận": "Received",
    "Nội dung đã đến đúng {you}.": "This has reached the right place.",
    "Đã gửi báo cáo / đã hoàn thành": "Report sent / done",
    "Ghi số, ký hiệu, ngày văn bản và ngày gửi.": "Give the document's number, its date and the day it was sent.",
    "Không phát sinh": "Nothing to report",
    "Không có nội dung để báo cáo; được ghi nhận như một báo cáo.": "There was nothing to report; this counts as a report.",
    "Đề nghị gia hạn": "More time is asked for",
    "{limit} giữ nguyên cho đến khi có ý kiến của cấp có thẩm quyền.": "{limit} stands until the competent authority decides.",
    "Đề nghị xem xét lại phân công": "This is not ours",
    "Nội dung không thuộc chức năng, nhiệm vụ của {you}.": "The matter is outside our functions and duties.",
    "Chuyển cho đồng chí khác trong đơn vị": "Hand over to a colleague in our office",
    "Tạo liên kết mới cho cả thư để đồng chí phụ trách phản hồi; không cần đánh dấu nội dung.": (
        "Makes a new link to the whole letter for the colleague in charge; nothing need be ticked."
    ),
    "Khi chọn “Đã gửi báo cáo / đã hoàn thành”": "If “Report sent / done”",
    "Số, ký hiệu văn bản": "Number of the document",
    "Ví dụ: 45/BC-UBND": "For example: 45/BC-UBND",
    "Ngày văn bản": "Date of the document",
    "Ngày/tháng/năm, ví dụ: 09/12/2024": "Day/month/year, for example: 09/12/2024",
    "Ngày gửi": "Day it was sent",
    "Ngày/tháng/năm văn bản được gửi đi.": "Day/month/year on which the document was sent.",
    "Ngày/tháng/năm văn bản được gửi đi; đây là căn cứ xác định đúng hạn.": (
        "Day/month/year on which the document was sent; it decides whether it was in time."
    ),
    "Tệp kèm theo": "File",
    "Một tệp, không quá 20 MB.": "One file, 20 MB at most.",
    "Không gửi văn bản mật qua trang này.": "Send no classified document through this page.",
    "Khi chọn “Đề nghị gia hạn”": "If “More time is asked for”",
    "Đề nghị gia hạn đến hết ngày": "Time is asked for until the end of",
    "Ngày/tháng/năm, ví dụ: 20/12/2024": "Day/month/year, for example: 20/12/2024",
    "Khi chọn “Đề nghị gia hạn” hoặc “Đề nghị xem xét lại phân công”": "If “More time is asked for” or “This is not ours”",
    "Lý do": "Reason",
    "Không ghi nội dung mật.": "Write nothing classified.",
    "Khi chọn “Chuyển cho đồng chí khác trong đơn vị”": "If “Hand over to a colleague in our office”",
    "Họ và tên đồng chí nhận": "The colleague's full name",
    "Chức vụ đồng chí nhận": "The colleague's position",
    "Người phản hồi": "Who answers",
    "Họ và tên": "Full name",
    "Chức vụ": "Position",
    "(không bắt buộc)": "(optional)",
    "Xin để trống ô này": "Please leave this field empty",
    "Gửi phản hồi": "Send the answer",
}
_LETTER = {
    "Phản hồi nội dung đề nghị phối hợp": "Answer a request for cooperation",
    "Phản hồi nhiệm vụ được giao": "Answer for assigned work",
    "Kính gửi:": "To:",
    "Theo": "Under",
    "Tình trạng ghi nhận đến {now}. Trang này chỉ dành cho {you} nhận thư; không cần tài khoản.": (
        "As recorded at {now}. This page is for the office that received the letter; no account is needed."
    ),
    "Toàn bộ nội dung của {you}": "Everything your office has",
    "Nội dung phản hồi": "What is answered",
    "Nội dung của thư": "What the letter is about",
    "Đánh dấu nội dung mà {you} phản hồi lần này.": "Tick what you are answering now.",
    "Định kỳ:": "Recurring:",
    "kỳ này: {period}": "this time: {period}",
    "Thời hạn giao ban đầu:": "Limit first given:",
    "Tiếp nhận từ:": "Taken over from:",
    "Tình trạng:": "Status:",
    "Nơi nhận:": "Goes to:",
    "{to} (qua {via})": "{to} (through {via})",
    "Đã ghi nhận:": "Recorded:",
    "Tải tệp: {name}": "Download: {name}",
    "Đầu mối đề nghị bổ sung, hoàn thiện.": "The coordinator asks for it to be completed.",
    "Chưa ghi nhận, đề nghị bổ sung": "Nothing recorded yet; please complete",
    "Cần bổ sung:": "To be completed:",
    "Cần sửa:": "To be corrected:",
    "Tệp kèm theo cần chọn lại.": "The file must be chosen again.",
    "{by} đã chuyển liên kết này cho {to} lúc {when}; phản hồi được ghi tại liên kết mới.": (
        "{by} handed this link over to {to} at {when}; answers are given through the new link."
    ),
    "Xem lại liên kết mới": "See the new link",
    "đồng chí khác trong đơn vị": "a colleague in the same office",
    "đơn vị": "your office",
    "quý cơ quan": "your office",
    "Nội dung thực hiện thường xuyên": "Continuous work",
    "Nội dung không có ngày cụ thể": "Work without a date",
    "Nhiệm vụ không ấn định thời hạn": "Assigned work without a limit",
    "Nhiệm vụ không có ngày cụ thể": "Assigned work without a date",
    "chủ trì": "lead",
    "phối hợp": "support",
    "Danh sách nội dung của đơn vị": "Everything your office has",
    "Tổng số {size} nội dung; tình trạng ghi nhận đến {now}.": "{size} in all, as recorded at {now}.",
    "Danh sách này để tra cứu; nội dung có liên kết thì phản hồi được tại trang của thư này.": (
        "This list is for reference; what is a link can be answered on the page of this letter."
    ),
    "Trở lại trang phản hồi": "Back to the answering page",
    "Đầu mối:": "Contact:",
    "điện thoại": "telephone",
    "thư điện tử": "e-mail",
    (
        "Không bắt buộc dùng trang này: có thể trả lời thư hoặc gửi qua "
        "Hệ thống quản lý văn bản và điều hành như thường lệ."
    ): "This page is optional: a reply to the letter, or the office's document system as usual, will do as well.",
}
_RECEIPT = {
    "Đã chuyển liên kết": "The link was handed over",
    "Đã ghi nhận phản hồi của đơn vị": "Your answer was recorded",
    "Chưa ghi nhận phản hồi nào": "No answer recorded yet",
    "Đến nay chưa có phản hồi nào về các nội dung của thư này.": "So far nothing in this letter has been answered.",
    "“Không phát sinh” được ghi nhận như một báo cáo.": "“Nothing to report” counts as a report.",
    "{office} sẽ đối chiếu với văn bản nhận được.": "{office} will compare this with the document it receives.",
    (
        "Sau khi đối chiếu, ngày gửi văn bản là căn cứ xác định đúng hạn, không phải thời điểm phản hồi tại trang này."
    ): "The day the document was sent decides whether it was in time, not the moment of this answer.",
    "Kết quả đang chờ {office} xác nhận.": "The result waits to be confirmed by {office}.",
    "Trong thời gian chờ, hệ thống không gửi thêm thư nhắc về nội dung này.": "Meanwhile no further reminder of it is sent.",
    "Đã ghi nhận {agencies} tiếp nhận nội dung đề nghị phối hợp.": "Receipt of the request by {agencies} was recorded.",
    "Đã ghi nhận {agencies} tiếp nhận nhiệm vụ.": "Receipt of the assignment by {agencies} was recorded.",
    "Thời gian đề nghị gửi không thay đổi: {limit}.": "The date asked for does not change: {limit}.",
    "Thời hạn gửi báo cáo không thay đổi: {limit}.": "The limit for the report does not change: {limit}.",
    "Thời hạn không thay đổi: {limit}.": "The limit does not change: {limit}.",
    "Hệ thống sẽ tiếp tục nhắc việc theo lịch.": "Reminders go on as scheduled.",
    "Đã ghi nhận đề nghị.": "The request was recorded.",
    "{name} vẫn là {limit} cho đến khi có ý kiến của cấp có thẩm quyền.": (
        "{name} is still {limit}, until the competent authority decides."
    ),
    "Thời gian đã đề nghị": "The date asked for",
    "Thời hạn hiện hành": "The present limit",
    "Đề nghị gửi kèm văn bản của đơn vị.": "Please send your office's document as well.",
    "{office} sẽ xem xét, báo cáo cấp có thẩm quyền.": "{office} will consider it and report to the competent authority.",
    "Nội dung giữ nguyên cho đến khi có ý kiến trả lời.": "The request stands until there is an answer.",
    "Nhiệm vụ và thời hạn giữ nguyên cho đến khi có ý kiến trả lời.": "Work and limit stand until there is an answer.",
    "Chuyển cho": "Handed over to",
    "Người chuyển": "Handed over by",
    "Thời điểm ghi nhận": "Recorded at",
    "Liên kết mới, dành riêng cho đồng chí nhận:": "The new link, for that colleague alone:",
    (
        "Xin chép cả dòng trên gửi cho đồng chí nhận. Người có liên kết này phản hồi được thay đơn vị; "
        "liên kết cũ chỉ còn để xem."
    ): "Copy the whole line and send it. Who has this link can answer for your office; the old one only shows.",
    "Liên kết mới không hiển thị lại được. Xin dùng bản đã chép khi chuyển, hoặc liên hệ đầu mối để nhận liên kết khác.": (
        "The new link cannot be shown again. Use the copy made then, or ask the contact for another."
    ),
    "Đơn vị": "Office",
    "Nội dung": "Subject",
    "Phản hồi": "Answer",
    "Cơ quan đầu mối ghi nhận": "Recorded by the coordinating office",
    "cơ quan đầu mối ghi nhận": "recorded by the coordinating office",
    "chức vụ {position}": "{position}",
    "Cần sửa thông tin, xin liên hệ đầu mối, hoặc gửi lại phản hồi. Có thể in trang này để lưu.": (
        "To correct something, call the contact or answer again. This page may be printed and kept."
    ),
    "Xin cảm ơn đơn vị.": "Thank you.",
    "Đã gửi báo cáo": "Report sent",
    "Đã hoàn thành": "Done",
    "văn bản": "document",
    "số {number}": "no. {number}",
    "ngày {day}": "of {day}",
    "gửi ngày {day}": "sent on {day}",
    "kèm 01 tệp": "with 1 file",
    "tệp kèm theo": "file",
    "tep-kem-theo": "file",
    "Đề nghị gia hạn đến ngày {until}; lý do: {reason}": "Time asked for until {until}; reason: {reason}",
    "Đề nghị xem xét lại phân công; lý do: {reason}": "Said not to be theirs; reason: {reason}",
}
_STATES = {
    "đã dừng theo dõi, không cần phản hồi": "no longer followed, no answer needed",
    "đang tạm dừng, chưa cần phản hồi": "suspended, no answer needed for now",
    "đã hoàn thành": "done",
    "đã ghi nhận kết quả": "result recorded",
    "chưa ghi nhận kết quả": "no result recorded yet",
    "đã hết thời hạn, chưa ghi nhận được báo cáo": "the limit has passed, no report recorded yet",
    "đã hết thời hạn, chưa ghi nhận được kết quả": "the limit has passed, no result recorded yet",
    "hoàn thành sau thời hạn": "done after the limit",
    "thực hiện thường xuyên": "continuous",
    "thực hiện định kỳ": "recurring",
    "thực hiện khi có yêu cầu": "on request",
    "chưa xác định ngày": "date not known yet",
    "dừng theo dõi": "no longer followed",
    "hoàn thành đúng hạn": "done in time",
    "hoàn thành quá hạn": "done after the limit",
    "chờ xác nhận kết quả": "waiting to be confirmed",
    "trước khi theo dõi": "before it was followed",
    "quá hạn": "the limit has passed",
    "không hạn": "no limit",
    "sắp đến hạn": "due soon",
    "chưa đến hạn": "not due yet",
    "Thời gian thực hiện": "When",
    "Thời hạn": "Limit",
    "Thời hạn điều chỉnh": "Changed limit",
    "(chờ văn bản)": "(its document is awaited)",
    "Đã đề nghị gửi": "Was asked for",
    "Xin gửi": "Please send",
    "Đã đề nghị hoàn thành": "Was asked to be done",
    "Xin hoàn thành": "Please complete",
    " và ": " and ",
    "Từ ngày {since} nhiệm vụ này do {to} thực hiện{ground}, không cần phản hồi.": (
        "Since {since} this is done by {to}{ground}; you need not answer."
    ),
    "Lưu ý: ngày {day} là {name}.": "Note: {day} is a {name}.",
    "Lưu ý: ngày {day} là {name}; thời hạn không tự chuyển sang ngày làm việc tiếp theo.": (
        "Note: {day} is a {name}; the limit does not move to the next working day by itself."
    ),
    "ngày nghỉ ({name})": "day off ({name})",
    "thứ Bảy": "Saturday",
    "Thứ Bảy": "Saturday",
    "Chủ nhật": "Sunday",
}
_MISTAKES = {
    "Xin ghi số, ký hiệu văn bản.": "Please give the number of the document.",
    "Xin ghi ngày văn bản.": "Please give the date of the document.",
    "Xin ghi ngày gửi.": "Please give the day it was sent.",
    "Xin ghi ngày đề nghị gia hạn đến.": "Please give the day until which time is asked for.",
    "Xin ghi lý do.": "Please give the reason.",
    "Xin ghi họ và tên người phản hồi.": "Please give the full name of who answers.",
    "Xin ghi họ và tên bằng chữ.": "Please write the name in letters.",
    "Xin ghi gọn trong {longest} ký tự.": "Please keep within {longest} characters.",
    "Ngày đề nghị": "The day asked for",
    "{date} chưa đúng. Ghi theo mẫu 09/12/2024.": "{date}: write it like 09/12/2024.",
    "Nội dung được chọn không thuộc thư này hoặc đã dừng theo dõi. Xin chọn lại.": (
        "What was ticked is not in this letter, or no longer followed. Please choose again."
    ),
    "Xin đánh dấu ít nhất một nội dung.": "Please tick at least one.",
    "Xin chọn một hình thức phản hồi.": "Please choose an answer.",
    "Tệp lớn hơn 20 MB. Xin chọn tệp nhỏ hơn, hoặc để trống ô này.": "The file is over 20 MB. Choose a smaller one, or none.",
    "Tệp không có nội dung. Xin chọn tệp khác, hoặc để trống ô này.": "The file is empty. Choose another, or none.",
    "Ngày gửi không thể sau hôm nay.": "The day it was sent cannot be after today.",
    "Ngày văn bản không thể sau ngày gửi.": "The document's date cannot be after the day it was sent.",
    "Thời hạn đề nghị phải sau hôm nay.": "The day asked for must be after today.",
    "Phản hồi này đang được ghi nhận. Xin tải lại trang.": "This answer is being recorded. Please reload the page.",
    "Nhiệm vụ này đã dừng theo dõi, không cần phản hồi.": "This is no longer followed; no answer is needed.",
}
_AGAIN = " Open the link in the letter again, or reply to that letter."
_CALM = {
    "Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó.": _AGAIN.strip(),
    "Không có trang này": "There is no such page",
    "Địa chỉ chưa đúng hoặc chưa đầy đủ. Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó.": (
        "The address is wrong or incomplete." + _AGAIN
    ),
    "Trang chưa mở được": "The page could not be opened",
    "Hệ thống gặp sự cố và đã ghi lại để khắc phục; xin thử lại sau ít phút.": (
        "Something failed and was noted for repair; please try again in a few minutes."
    ),
    "Hệ thống tạm thời chưa sẵn sàng": "Not ready at the moment",
    "Chưa có gì mới được ghi nhận; xin thử lại sau ít phút.": "Nothing new was recorded; please try again in a few minutes.",
    "Chưa đọc được nội dung gửi lên": "What was sent could not be read",
    "Chưa có gì được ghi nhận. Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó.": (
        "Nothing was recorded." + _AGAIN
    ),
    "Trang này chỉ để xem": "This page is only to be looked at",
    "Chưa thực hiện được": "That could not be done",
    "Liên kết chưa đúng hoặc chưa đầy đủ": "The link is wrong or incomplete",
    "Có thể địa chỉ bị ngắt dòng khi mở từ thư; xin chép đủ cả dòng địa chỉ rồi mở lại.": (
        "The address may have been cut where the letter breaks a line; copy the whole line and open it again."
    ),
    "Liên kết đã hết hiệu lực": "The link has expired",
    "Xin dùng liên kết trong thư mới nhất, đề nghị gửi lại liên kết mới, hoặc liên hệ đầu mối.": (
        "Use the link in the newest letter, ask for a fresh one, or call the contact."
    ),
    "Liên kết đã được thu hồi": "The link was withdrawn",
    "Xin dùng liên kết trong thư mới nhất, hoặc liên hệ đầu mối.": "Use the link in the newest letter, or call the contact.",
    "Chưa ghi nhận phản hồi": "The answer was not recorded",
    (
        "Phản hồi này được gửi từ một trang khác nên không được ghi nhận. "
        "Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó."
    ): "It was sent from another site and therefore not recorded." + _AGAIN,
    "Tệp kèm theo quá lớn": "The file is too large",
    "Chưa có gì được ghi nhận. Xin quay lại và chọn tệp không quá 20 MB, hoặc gửi phản hồi không kèm tệp.": (
        "Nothing was recorded. Go back and choose a file of 20 MB at most, or answer without one."
    ),
    "Không có tệp này": "There is no such file",
    "Có thể địa chỉ chưa đầy đủ. Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó.": (
        "The address may be incomplete." + _AGAIN
    ),
    "Đầu mối và số điện thoại ghi ở cuối thư.": "The contact and telephone number stand at the end of the letter.",
    "Đề nghị gửi lại liên kết mới": "Ask for a fresh link",
    "Thư có liên kết mới chỉ gửi đến địa chỉ của đơn vị trong danh bạ, mỗi ngày không quá một thư.": (
        "The letter with the new link goes only to your office's address on record, at most one a day."
    ),
    "Họ và tên người đề nghị": "Full name of who asks",
    "Đề nghị gửi lại": "Ask for it",
    "Đã tiếp nhận đề nghị": "Your request was received",
    "Nếu thư còn nội dung cần phản hồi, liên kết mới sẽ được gửi đến địa chỉ của đơn vị trong danh bạ vào lần gửi thư tới.": (
        "If the letter still needs an answer, a new link goes to your office's address on record with the next mail."
    ),
    "Không nhận được thư trong ngày làm việc tiếp theo, xin trả lời thư trước đây hoặc gọi cho đầu mối ghi ở cuối thư đó.": (
        "If no letter comes within the next working day, reply to the old one or call the contact named at its end."
    ),
}
ENGLISH: dict[str, str] = {**_FORM, **_LETTER, **_RECEIPT, **_STATES, **_MISTAKES, **_CALM}
