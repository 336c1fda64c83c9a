<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
  <context>
    <name>AboutPage</name>
    <message>
      <source>Free software under the GNU General Public License 3 or any later version. It comes without any warranty.</source>
      <translation>Phần mềm tự do theo giấy phép GNU GPL phiên bản 3 hoặc mới hơn. Không kèm bất kỳ bảo hành nào.</translation>
    </message>
    <message>
      <source>Made with Qt for Python (LGPL 3), obsws-python (GPL 3), OpenCV (Apache 2) and the typeface Be Vietnam Pro (SIL Open Font License).</source>
      <translation>Dùng Qt for Python (LGPL 3), obsws-python (GPL 3), OpenCV (Apache 2) và bộ chữ Be Vietnam Pro (SIL Open Font License).</translation>
    </message>
    <message>
      <source>One control room for every livestream booth.</source>
      <translation>Một phòng điều khiển cho mọi booth livestream.</translation>
    </message>
    <message>
      <source>Version {version} · Qt {qt}</source>
      <translation>Phiên bản {version} · Qt {qt}</translation>
    </message>
  </context>
  <context>
    <name>AlarmDock</name>
    <message>
      <source> min</source>
      <translation> phút</translation>
    </message>
    <message>
      <source>Acknowledge</source>
      <translation>Xác nhận</translation>
    </message>
    <message>
      <source>Acknowledged</source>
      <translation>Đã xác nhận</translation>
    </message>
    <message>
      <source>Alarm</source>
      <translation>Cảnh báo</translation>
    </message>
    <message>
      <source>Alarms</source>
      <translation>Cảnh báo</translation>
    </message>
    <message>
      <source>An alarm that comes often and is rarely acknowledged has a wrong limit.</source>
      <translation>Cảnh báo đến nhiều mà hiếm khi được xác nhận là do ngưỡng đặt sai.</translation>
    </message>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Booths</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Bring back</source>
      <translation>Lấy lại</translation>
    </message>
    <message>
      <source>Call again</source>
      <translation>Cho gọi lại</translation>
    </message>
    <message>
      <source>For how long</source>
      <translation>Trong bao lâu</translation>
    </message>
    <message>
      <source>Give back</source>
      <translation>Trả lại</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Lịch sử</translation>
    </message>
    <message>
      <source>I take care of it</source>
      <translation>Tôi xử lý</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>Lần cuối</translation>
    </message>
    <message>
      <source>No alarm stands. Everything that is watched is well.</source>
      <translation>Không có cảnh báo nào. Mọi thứ đang theo dõi đều ổn.</translation>
    </message>
    <message>
      <source>Noisiest this week</source>
      <translation>Nhiều nhất tuần này</translation>
    </message>
    <message>
      <source>Older</source>
      <translation>Cũ hơn</translation>
    </message>
    <message>
      <source>Put aside</source>
      <translation>Gác lại</translation>
    </message>
    <message>
      <source>Put aside…</source>
      <translation>Gác lại…</translation>
    </message>
    <message>
      <source>Times</source>
      <translation>Số lần</translation>
    </message>
    <message>
      <source>To the booth</source>
      <translation>Đến booth</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>Việc xảy ra</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Lúc</translation>
    </message>
    <message>
      <source>Who, why</source>
      <translation>Ai, vì sao</translation>
    </message>
    <message>
      <source>Why, for the others to read</source>
      <translation>Lý do, để người khác đọc</translation>
    </message>
  </context>
  <context>
    <name>Alarms</name>
    <message>
      <source>Acknowledge the alarm</source>
      <translation>Xác nhận cảnh báo</translation>
    </message>
    <message>
      <source>Alarm limits</source>
      <translation>Ngưỡng cảnh báo</translation>
    </message>
    <message>
      <source>Bring the alarm back</source>
      <translation>Lấy lại cảnh báo</translation>
    </message>
    <message>
      <source>Give the alarm back</source>
      <translation>Trả lại cảnh báo</translation>
    </message>
    <message>
      <source>Let the alarm call again</source>
      <translation>Cho cảnh báo gọi lại</translation>
    </message>
    <message>
      <source>Put the alarm aside</source>
      <translation>Gác cảnh báo lại</translation>
    </message>
    <message>
      <source>Take the alarm in hand</source>
      <translation>Nhận xử lý cảnh báo</translation>
    </message>
    <message>
      <source>acknowledged by {name}</source>
      <translation>{name} đã xác nhận</translation>
    </message>
    <message>
      <source>cleared {time}</source>
      <translation>hết lúc {time}</translation>
    </message>
    <message>
      <source>in the hands of {name}</source>
      <translation>{name} đang xử lý</translation>
    </message>
    <message>
      <source>put aside until {time} by {name}: {reason}</source>
      <translation>{name} gác lại đến {time}: {reason}</translation>
    </message>
    <message>
      <source>since {time}</source>
      <translation>từ {time}</translation>
    </message>
    <message>
      <source>{count} back again</source>
      <translation>{count} booth đã ổn lại</translation>
    </message>
    <message>
      <source>{count} times</source>
      <translation>{count} lần</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} phút</translation>
    </message>
  </context>
  <context>
    <name>Audit</name>
    <message>
      <source>done</source>
      <translation>xong</translation>
    </message>
  </context>
  <context>
    <name>AuditDock</name>
    <message numerus="yes">
      <source>%n row(s) in {file}</source>
      <translation>
        <numerusform>%n dòng trong {file}</numerusform>
      </translation>
    </message>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Every booth</source>
      <translation>Mọi booth</translation>
    </message>
    <message>
      <source>Everybody</source>
      <translation>Mọi người</translation>
    </message>
    <message>
      <source>Everything</source>
      <translation>Mọi việc</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Xuất ra tệp</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Xuất ra tệp…</translation>
    </message>
    <message>
      <source>Failed only</source>
      <translation>Chỉ việc hỏng</translation>
    </message>
    <message>
      <source>Older</source>
      <translation>Cũ hơn</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Tìm</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Việc</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>Ai</translation>
    </message>
    <message>
      <source>Who did what</source>
      <translation>Ai đã làm gì</translation>
    </message>
    <message>
      <source>Who did what is shown to directors and above. Sign in as one.</source>
      <translation>Chỉ đạo diễn trở lên được xem ai đã làm gì. Hãy đăng nhập với vai trò đó.</translation>
    </message>
    <message>
      <source>{file} cannot be written: {why}. Choose another folder.</source>
      <translation>Không ghi được {file}: {why}. Hãy chọn thư mục khác.</translation>
    </message>
    <message>
      <source>{shown} of {all} rows</source>
      <translation>{shown} trên {all} dòng</translation>
    </message>
  </context>
  <context>
    <name>AuditModel</name>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Từ đâu</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Kết quả</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Việc</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Lúc</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>Ai</translation>
    </message>
  </context>
  <context>
    <name>BoothDock</name>
    <message>
      <source>Booth {number}</source>
      <translation>Booth {number}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>No booth chosen</source>
      <translation>Chưa chọn booth</translation>
    </message>
    <message>
      <source>Retry now</source>
      <translation>Kết nối lại ngay</translation>
    </message>
  </context>
  <context>
    <name>BoothForm</name>
    <message numerus="yes">
      <source>%n scene(s)</source>
      <translation>
        <numerusform>%n cảnh</numerusform>
      </translation>
    </message>
    <message>
      <source>A name or address without spaces: 127.0.0.1, booth-pc-07</source>
      <translation>Tên máy hoặc địa chỉ, không có dấu cách: 127.0.0.1, booth-pc-07</translation>
    </message>
    <message>
      <source>Another booth has this number; 1 to 99 are allowed.</source>
      <translation>Booth khác đã dùng số này; chọn số từ 1 đến 99.</translation>
    </message>
    <message>
      <source>Destinations</source>
      <translation>Kênh phát</translation>
    </message>
    <message>
      <source>Give it a name, up to 60 letters.</source>
      <translation>Hãy đặt tên, tối đa 60 ký tự.</translation>
    </message>
    <message>
      <source>It works: {facts}</source>
      <translation>Kết nối tốt: {facts}</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên booth</translation>
    </message>
    <message>
      <source>Number on the wall</source>
      <translation>Số trên tường hình</translation>
    </message>
    <message>
      <source>OBS at</source>
      <translation>OBS ở</translation>
    </message>
    <message>
      <source>OBS password</source>
      <translation>Mật khẩu OBS</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>Cổng</translation>
    </message>
    <message>
      <source>Scene: {role}</source>
      <translation>Cảnh: {role}</translation>
    </message>
    <message>
      <source>Which scene is for what; empty when there is none</source>
      <translation>Cảnh nào dùng cho việc gì; để trống nếu không có</translation>
    </message>
    <message>
      <source>Who sends</source>
      <translation>Ai phát đi</translation>
    </message>
    <message>
      <source>Who stands there</source>
      <translation>Người dẫn</translation>
    </message>
    <message>
      <source>for example: Fashion 9:16</source>
      <translation>ví dụ: Thời trang nữ 9:16</translation>
    </message>
    <message>
      <source>for example: TikTok Nova, Facebook Nova</source>
      <translation>ví dụ: TikTok Nova, Facebook Nova</translation>
    </message>
    <message>
      <source>in OBS under Show Connect Info</source>
      <translation>xem trong OBS, mục Hiện thông tin kết nối</translation>
    </message>
    <message>
      <source>stored; type a new one to change it</source>
      <translation>đã lưu; gõ mật khẩu mới nếu muốn đổi</translation>
    </message>
  </context>
  <context>
    <name>BoothLimits</name>
    <message>
      <source>Alarm limits of this booth</source>
      <translation>Ngưỡng cảnh báo của booth này</translation>
    </message>
    <message>
      <source>Of {samples} readings 99 of 100 were not worse than {usual}</source>
      <translation>Trong {samples} lần đo, 99 trên 100 lần không xấu hơn {usual}</translation>
    </message>
    <message>
      <source>Reads the figures of its last week; nothing changes until you take one over</source>
      <translation>Đọc số liệu tuần vừa qua của booth; chưa thay đổi gì cho đến khi bạn chọn áp dụng</translation>
    </message>
    <message>
      <source>Suggest from its history</source>
      <translation>Gợi ý từ số liệu đã có</translation>
    </message>
    <message>
      <source>{limit} suggested</source>
      <translation>Gợi ý {limit}</translation>
    </message>
    <message>
      <source>{limit} · all</source>
      <translation>{limit} · chung</translation>
    </message>
  </context>
  <context>
    <name>BoothRow</name>
    <message>
      <source>Not wanted back</source>
      <translation>Không cần chạy lại</translation>
    </message>
  </context>
  <context>
    <name>BoothsPage</name>
    <message>
      <source>A new booth</source>
      <translation>Booth mới</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Add a booth</source>
      <translation>Thêm booth</translation>
    </message>
    <message>
      <source>Booth {number}</source>
      <translation>Booth {number}</translation>
    </message>
    <message>
      <source>Booths</source>
      <translation>Các booth</translation>
    </message>
    <message>
      <source>Build its scenes from a template, or compare it with its own</source>
      <translation>Dựng các cảnh theo mẫu, hoặc so sánh với mẫu của booth</translation>
    </message>
    <message>
      <source>Choose a booth, or add one.</source>
      <translation>Chọn một booth, hoặc thêm booth mới.</translation>
    </message>
    <message>
      <source>Commission…</source>
      <translation>Dựng theo mẫu…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ bỏ</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Lưu</translation>
    </message>
    <message>
      <source>Server</source>
      <translation>Máy chủ</translation>
    </message>
    <message>
      <source>Sign in as an administrator to add or change booths.</source>
      <translation>Đăng nhập bằng tài khoản quản trị để thêm hoặc sửa booth.</translation>
    </message>
    <message>
      <source>Take {number} off the wall; its OBS goes on. Press again</source>
      <translation>Gỡ {number} khỏi tường hình; OBS vẫn chạy. Bấm lần nữa</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>Thử kết nối</translation>
    </message>
    <message>
      <source>Try to connect to that OBS; changes nothing</source>
      <translation>Thử kết nối tới OBS đó; không thay đổi gì</translation>
    </message>
  </context>
  <context>
    <name>BuyerPanel</name>
    <message numerus="yes">
      <source>%n message(s)</source>
      <translation>
        <numerusform>%n tin nhắn</numerusform>
      </translation>
    </message>
    <message>
      <source>A director or administrator may do this</source>
      <translation>Chỉ đạo diễn hoặc quản trị được làm</translation>
    </message>
    <message>
      <source>A viewer</source>
      <translation>Người xem</translation>
    </message>
    <message>
      <source>Back to the chat</source>
      <translation>Về chat</translation>
    </message>
    <message>
      <source>Erase {name} and {count} messages for ever? Press again</source>
      <translation>Xóa hẳn {name} và {count} tin nhắn? Nhấn lần nữa</translation>
    </message>
    <message>
      <source>Erase…</source>
      <translation>Xóa…</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Lưu</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Ghi chú</translation>
    </message>
    <message>
      <source>Note: “pays on delivery”, “always size L”…</source>
      <translation>Ghi chú: “trả khi nhận”, “luôn size L”…</translation>
    </message>
    <message>
      <source>Reading …</source>
      <translation>Đang đọc …</translation>
    </message>
    <message>
      <source>first seen {day}</source>
      <translation>lần đầu {day}</translation>
    </message>
    <message>
      <source>last {day} {time}</source>
      <translation>gần nhất {day} {time}</translation>
    </message>
  </context>
  <context>
    <name>ChannelBar</name>
    <message>
      <source>Channels</source>
      <translation>Các kênh</translation>
    </message>
    <message>
      <source>Channels and plugins…</source>
      <translation>Kênh và plugin…</translation>
    </message>
    <message>
      <source>Connect {name} now</source>
      <translation>Kết nối {name} ngay</translation>
    </message>
    <message>
      <source>More channels</source>
      <translation>Kênh khác</translation>
    </message>
    <message>
      <source>Show all channels</source>
      <translation>Hiện mọi kênh</translation>
    </message>
    <message>
      <source>Show this channel alone</source>
      <translation>Chỉ hiện kênh này</translation>
    </message>
  </context>
  <context>
    <name>Chat</name>
    <message>
      <source>Answered</source>
      <translation>Đã trả lời</translation>
    </message>
    <message>
      <source>Erase a buyer</source>
      <translation>Xóa một khách</translation>
    </message>
    <message>
      <source>Events</source>
      <translation>Sự kiện</translation>
    </message>
    <message>
      <source>Everything</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>Gifts</source>
      <translation>Quà tặng</translation>
    </message>
    <message>
      <source>Hidden</source>
      <translation>Bị ẩn</translation>
    </message>
    <message>
      <source>Hidden · {why}</source>
      <translation>Ẩn · {why}</translation>
    </message>
    <message>
      <source>Hide a message</source>
      <translation>Ẩn tin nhắn</translation>
    </message>
    <message>
      <source>Mark as a question</source>
      <translation>Đánh dấu là câu hỏi</translation>
    </message>
    <message>
      <source>Mark as answered</source>
      <translation>Đánh dấu đã trả lời</translation>
    </message>
    <message>
      <source>Mark as no question</source>
      <translation>Đánh dấu không phải câu hỏi</translation>
    </message>
    <message>
      <source>Messages</source>
      <translation>Tin nhắn</translation>
    </message>
    <message>
      <source>Note on a buyer</source>
      <translation>Ghi chú về khách</translation>
    </message>
    <message>
      <source>Order #{number}</source>
      <translation>Đơn #{number}</translation>
    </message>
    <message>
      <source>Our replies</source>
      <translation>Shop trả lời</translation>
    </message>
    <message>
      <source>Pin a message</source>
      <translation>Ghim tin nhắn</translation>
    </message>
    <message>
      <source>Pinned</source>
      <translation>Ghim</translation>
    </message>
    <message>
      <source>Private</source>
      <translation>Riêng</translation>
    </message>
    <message>
      <source>Question</source>
      <translation>Câu hỏi</translation>
    </message>
    <message>
      <source>Questions</source>
      <translation>Câu hỏi</translation>
    </message>
    <message>
      <source>Reply</source>
      <translation>Trả lời</translation>
    </message>
    <message>
      <source>Show a message again</source>
      <translation>Hiện lại tin nhắn</translation>
    </message>
    <message>
      <source>Unpin the message</source>
      <translation>Bỏ ghim tin nhắn</translation>
    </message>
    <message>
      <source>a gift</source>
      <translation>quà</translation>
    </message>
    <message>
      <source>a viewer</source>
      <translation>người xem</translation>
    </message>
    <message>
      <source>answered by {who}</source>
      <translation>{who} đã trả lời</translation>
    </message>
    <message>
      <source>by hand</source>
      <translation>bằng tay</translation>
    </message>
    <message>
      <source>came in</source>
      <translation>vừa vào</translation>
    </message>
    <message>
      <source>connected</source>
      <translation>đã kết nối</translation>
    </message>
    <message>
      <source>connecting</source>
      <translation>đang kết nối</translation>
    </message>
    <message>
      <source>cut off, tries again</source>
      <translation>mất, đang thử lại</translation>
    </message>
    <message>
      <source>erased</source>
      <translation>đã xóa</translation>
    </message>
    <message>
      <source>erased at their request</source>
      <translation>đã xóa theo yêu cầu</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>lỗi</translation>
    </message>
    <message>
      <source>flood</source>
      <translation>spam</translation>
    </message>
    <message>
      <source>follows now</source>
      <translation>đã theo dõi</translation>
    </message>
    <message>
      <source>gave {gift} × {count}</source>
      <translation>tặng {gift} × {count}</translation>
    </message>
    <message>
      <source>hidden by {who}</source>
      <translation>{who} ẩn</translation>
    </message>
    <message>
      <source>last heard {time}</source>
      <translation>nghe lần cuối {time}</translation>
    </message>
    <message>
      <source>liked × {count}</source>
      <translation>thả tim × {count}</translation>
    </message>
    <message>
      <source>link</source>
      <translation>link</translation>
    </message>
    <message>
      <source>next try {time}</source>
      <translation>thử lại lúc {time}</translation>
    </message>
    <message>
      <source>not live</source>
      <translation>chưa live</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
    <message>
      <source>our reply</source>
      <translation>shop trả lời</translation>
    </message>
    <message>
      <source>phone</source>
      <translation>số điện thoại</translation>
    </message>
    <message>
      <source>repeat</source>
      <translation>lặp lại</translation>
    </message>
    <message>
      <source>shared the stream</source>
      <translation>đã chia sẻ live</translation>
    </message>
    <message>
      <source>silent</source>
      <translation>im lặng</translation>
    </message>
    <message>
      <source>since {time}</source>
      <translation>từ {time}</translation>
    </message>
    <message>
      <source>word</source>
      <translation>từ cấm</translation>
    </message>
  </context>
  <context>
    <name>ChatDock</name>
    <message>
      <source>Add a channel</source>
      <translation>Thêm kênh</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>All booths</source>
      <translation>Mọi booth</translation>
    </message>
    <message>
      <source>Back to now</source>
      <translation>Về hiện tại</translation>
    </message>
    <message>
      <source>Choose a booth to read its chat, or read all of them together.</source>
      <translation>Chọn một booth để đọc chat, hoặc đọc chung mọi booth.</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Copied: paste it into {service}</source>
      <translation>Đã sao chép: dán vào {service}</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Sao chép</translation>
    </message>
    <message>
      <source>Is a question</source>
      <translation>Là câu hỏi</translation>
    </message>
    <message>
      <source>Is no question</source>
      <translation>Không phải câu hỏi</translation>
    </message>
    <message>
      <source>No channel is read here yet. Add TikTok, Facebook, YouTube or another one, and what viewers write comes to this place.</source>
      <translation>Chưa đọc kênh nào ở đây. Thêm TikTok, Facebook, YouTube hoặc kênh khác, lời người xem sẽ về chỗ này.</translation>
    </message>
    <message>
      <source>Nobody has written yet.</source>
      <translation>Chưa ai viết gì.</translation>
    </message>
    <message>
      <source>Nothing that is kept fits.</source>
      <translation>Không có gì đã lưu khớp.</translation>
    </message>
    <message>
      <source>Nothing that is loaded fits. Enter in the search field looks further.</source>
      <translation>Không có gì đã tải khớp. Nhấn Enter trong ô tìm để tìm xa hơn.</translation>
    </message>
    <message>
      <source>Reading …</source>
      <translation>Đang đọc …</translation>
    </message>
    <message>
      <source>Searching …</source>
      <translation>Đang tìm …</translation>
    </message>
    <message>
      <source>Show everything</source>
      <translation>Hiện tất cả</translation>
    </message>
    <message>
      <source>The message is older than what is loaded here.</source>
      <translation>Tin nhắn này cũ hơn phần đã tải ở đây.</translation>
    </message>
    <message>
      <source>{server} did not confirm the change. Look at the row again.</source>
      <translation>{server} chưa xác nhận thay đổi. Hãy xem lại dòng này.</translation>
    </message>
    <message>
      <source>{server} is away: nothing new comes</source>
      <translation>Mất {server}: chưa có gì mới</translation>
    </message>
  </context>
  <context>
    <name>ChatExport</name>
    <message>
      <source>A file is being written</source>
      <translation>Đang ghi một tệp</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Choose a booth first</source>
      <translation>Hãy chọn một booth trước</translation>
    </message>
    <message>
      <source>Export: {count} rows so far …</source>
      <translation>Xuất: đã được {count} dòng …</translation>
    </message>
    <message>
      <source>No server hands it out to you now</source>
      <translation>Lúc này không máy chủ nào cho bạn lấy</translation>
    </message>
  </context>
  <context>
    <name>ChatFoot</name>
    <message>
      <source>Answer {name}</source>
      <translation>Trả lời {name}</translation>
    </message>
    <message>
      <source>Answered</source>
      <translation>Đã trả lời</translation>
    </message>
    <message>
      <source>BoothDeck cannot write to {service}: copy the text and paste it there</source>
      <translation>BoothDeck không gửi được vào {service}: sao chép rồi dán vào đó</translation>
    </message>
    <message>
      <source>Buyer</source>
      <translation>Khách</translation>
    </message>
    <message>
      <source>Choose a message to answer it</source>
      <translation>Chọn một tin để trả lời</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Sao chép</translation>
    </message>
    <message>
      <source>Copy the message</source>
      <translation>Sao chép tin nhắn</translation>
    </message>
    <message>
      <source>Hidden here, and on the platform where that can be</source>
      <translation>Ẩn ở đây, và trên nền tảng nếu được</translation>
    </message>
    <message>
      <source>Hide</source>
      <translation>Ẩn</translation>
    </message>
    <message>
      <source>Into the chat, in the shop's name</source>
      <translation>Gửi vào chat, nhân danh shop</translation>
    </message>
    <message>
      <source>It need not wait any more, for nobody</source>
      <translation>Không cần chờ nữa, với mọi người</translation>
    </message>
    <message>
      <source>Make an order of it</source>
      <translation>Tạo đơn từ tin này</translation>
    </message>
    <message>
      <source>Not answered</source>
      <translation>Chưa trả lời</translation>
    </message>
    <message>
      <source>On the host's stage, in the place of the one there</source>
      <translation>Lên màn hình người dẫn, thay tin đang ghim</translation>
    </message>
    <message>
      <source>Only messages can be answered</source>
      <translation>Chỉ trả lời được tin nhắn</translation>
    </message>
    <message>
      <source>Open the order</source>
      <translation>Mở đơn</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>Đơn</translation>
    </message>
    <message>
      <source>Pin</source>
      <translation>Ghim</translation>
    </message>
    <message>
      <source>Privately</source>
      <translation>Riêng</translation>
    </message>
    <message>
      <source>Reply</source>
      <translation>Trả lời</translation>
    </message>
    <message>
      <source>Send</source>
      <translation>Gửi</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Hiện</translation>
    </message>
    <message>
      <source>Unpin</source>
      <translation>Bỏ ghim</translation>
    </message>
    <message>
      <source>Who that is, what they wrote before, a note</source>
      <translation>Là ai, trước đây viết gì, ghi chú</translation>
    </message>
  </context>
  <context>
    <name>ChatHead</name>
    <message numerus="yes">
      <source>%n question(s) wait</source>
      <translation>
        <numerusform>%n câu hỏi chờ</numerusform>
      </translation>
    </message>
    <message>
      <source>Export everything that is kept</source>
      <translation>Xuất mọi thứ còn lưu</translation>
    </message>
    <message>
      <source>Export the last 24 hours</source>
      <translation>Xuất 24 giờ qua</translation>
    </message>
    <message>
      <source>Export what is shown</source>
      <translation>Xuất phần đang hiện</translation>
    </message>
    <message>
      <source>Finds at once what is loaded; Enter searches everything that is kept</source>
      <translation>Tìm ngay trong phần đã tải; Enter tìm trong mọi thứ đã lưu</translation>
    </message>
    <message>
      <source>From the server, with the kinds, channel and words chosen here</source>
      <translation>Lấy từ máy chủ, theo loại, kênh và từ đã chọn ở đây</translation>
    </message>
    <message>
      <source>Mark words…</source>
      <translation>Tô từ…</translation>
    </message>
    <message>
      <source>Marked words, export</source>
      <translation>Từ cần tô, xuất tệp</translation>
    </message>
    <message>
      <source>Messages of the last minute</source>
      <translation>Tin nhắn trong phút vừa qua</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Tìm</translation>
    </message>
    <message>
      <source>The chat of all booths together</source>
      <translation>Chat của mọi booth chung một chỗ</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>Hiện gì</translation>
    </message>
    <message>
      <source>{count}/min</source>
      <translation>{count}/phút</translation>
    </message>
  </context>
  <context>
    <name>ChatView</name>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n tin mới</numerusform>
      </translation>
    </message>
    <message>
      <source>Chat</source>
      <translation>Chat</translation>
    </message>
    <message>
      <source>To the newest message  (End)</source>
      <translation>Đến tin mới nhất  (End)</translation>
    </message>
  </context>
  <context>
    <name>ChosenPanel</name>
    <message>
      <source>Adding, changing and removing takes an administrator.</source>
      <translation>Chỉ quản trị viên được thêm, sửa, gỡ.</translation>
    </message>
    <message>
      <source>Change…</source>
      <translation>Sửa…</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>Đã chép</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Chép</translation>
    </message>
    <message>
      <source>End its process and start it anew, with all its channels</source>
      <translation>Kết thúc tiến trình rồi chạy lại, cùng mọi kênh của nó</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ</translation>
    </message>
    <message>
      <source>Remove {name}? Its secrets stay a day. Press again</source>
      <translation>Gỡ {name}? Mã bí mật của nó còn giữ một ngày. Bấm lần nữa</translation>
    </message>
    <message>
      <source>Restart</source>
      <translation>Chạy lại</translation>
    </message>
    <message>
      <source>This server does not answer now: what stands here is old.</source>
      <translation>Máy chủ này đang không trả lời: thông tin ở đây là cũ.</translation>
    </message>
    <message>
      <source>Try now</source>
      <translation>Thử ngay</translation>
    </message>
    <message>
      <source>Turn off</source>
      <translation>Tắt</translation>
    </message>
    <message>
      <source>Turn on</source>
      <translation>Bật</translation>
    </message>
  </context>
  <context>
    <name>ClosingBar</name>
    <message numerus="yes">
      <source>%n booth(s) go on sending.</source>
      <translation>
        <numerusform>%n booth vẫn tiếp tục phát.</numerusform>
      </translation>
    </message>
    <message>
      <source>Close window</source>
      <translation>Đóng cửa sổ</translation>
    </message>
    <message numerus="yes">
      <source>Nobody will watch %n booth(s). Press again</source>
      <translation>
        <numerusform>Sẽ không ai trông %n booth. Bấm lần nữa</numerusform>
      </translation>
    </message>
    <message>
      <source>Stay</source>
      <translation>Ở lại</translation>
    </message>
    <message>
      <source>Stop the server too</source>
      <translation>Dừng cả máy chủ</translation>
    </message>
    <message>
      <source>The studio server goes on watching every booth.</source>
      <translation>Máy chủ studio vẫn trông chừng mọi booth.</translation>
    </message>
  </context>
  <context>
    <name>Commission</name>
    <message>
      <source>Changed: {count}</source>
      <translation>Thay đổi: {count}</translation>
    </message>
    <message>
      <source>For you to do: {count}</source>
      <translation>Bạn cần tự làm: {count}</translation>
    </message>
    <message>
      <source>Left alone: whatever the template does not name.</source>
      <translation>Để nguyên: mọi thứ mẫu không nhắc đến.</translation>
    </message>
    <message>
      <source>Left alone: {scenes}, and whatever the template does not name.</source>
      <translation>Để nguyên: {scenes}, và mọi thứ mẫu không nhắc đến.</translation>
    </message>
    <message>
      <source>New: {count}</source>
      <translation>Mới: {count}</translation>
    </message>
  </context>
  <context>
    <name>CommissionPanel</name>
    <message>
      <source>Apply</source>
      <translation>Áp dụng</translation>
    </message>
    <message>
      <source>Apply {count} changes</source>
      <translation>Áp dụng {count} thay đổi</translation>
    </message>
    <message>
      <source>As commissioned.</source>
      <translation>Đúng như mẫu.</translation>
    </message>
    <message>
      <source>Built by hand: no template is chosen for it yet.</source>
      <translation>Dựng bằng tay: chưa chọn mẫu nào.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>So sánh</translation>
    </message>
    <message>
      <source>Compare first; then this does what it says</source>
      <translation>So sánh trước; sau đó nút này làm đúng những gì đã nêu</translation>
    </message>
    <message>
      <source>Done: {count} changes.</source>
      <translation>Xong: {count} thay đổi.</translation>
    </message>
    <message>
      <source>It differs from the template:</source>
      <translation>Khác với mẫu:</translation>
    </message>
    <message>
      <source>It is as the template says; nothing would change.</source>
      <translation>Đúng như mẫu; không có gì phải đổi.</translation>
    </message>
    <message>
      <source>Its OBS does not answer.</source>
      <translation>OBS của booth không trả lời.</translation>
    </message>
    <message>
      <source>Make it as its template says again</source>
      <translation>Đưa về đúng như mẫu</translation>
    </message>
    <message>
      <source>Mend {count}</source>
      <translation>Sửa lại {count} chỗ</translation>
    </message>
    <message>
      <source>No longer as commissioned since {time}:</source>
      <translation>Không còn như mẫu từ {time}:</translation>
    </message>
    <message>
      <source>Not compared yet.</source>
      <translation>Chưa so sánh.</translation>
    </message>
    <message>
      <source>On air: nothing is changed until its stream has ended. Comparing is safe.</source>
      <translation>Đang phát: không đổi gì cho đến khi kết thúc luồng. So sánh thì an toàn.</translation>
    </message>
    <message>
      <source>Say what would change; changes nothing</source>
      <translation>Cho biết sẽ đổi những gì; không đổi gì cả</translation>
    </message>
    <message>
      <source>Technicians and above may change it.</source>
      <translation>Chỉ kỹ thuật viên trở lên được đổi.</translation>
    </message>
    <message>
      <source>Template</source>
      <translation>Mẫu</translation>
    </message>
    <message>
      <source>{number} {name} · booth template</source>
      <translation>{number} {name} · mẫu booth</translation>
    </message>
  </context>
  <context>
    <name>ConnectingPage</name>
    <message>
      <source>Connecting to {servers}…</source>
      <translation>Đang kết nối tới {servers}…</translation>
    </message>
    <message>
      <source>It is tried again by itself. Every OBS goes on as it is.</source>
      <translation>Chương trình tự thử lại. Mọi OBS vẫn chạy như cũ.</translation>
    </message>
    <message>
      <source>No studio server is known</source>
      <translation>Chưa biết máy chủ studio nào</translation>
    </message>
    <message>
      <source>Servers…</source>
      <translation>Máy chủ…</translation>
    </message>
    <message>
      <source>Start one on this machine with `boothdeck server`, or add the address.</source>
      <translation>Chạy `boothdeck server` trên máy này, hoặc thêm địa chỉ máy chủ.</translation>
    </message>
    <message>
      <source>Try again now</source>
      <translation>Thử lại ngay</translation>
    </message>
  </context>
  <context>
    <name>ConsoleWindow</name>
    <message>
      <source>Wall of booths</source>
      <translation>Tường hình các booth</translation>
    </message>
  </context>
  <context>
    <name>Desk</name>
    <message>
      <source>Not done</source>
      <translation>Chưa thực hiện được</translation>
    </message>
    <message>
      <source>Not undone: {what}</source>
      <translation>Không hoàn tác được: {what}</translation>
    </message>
    <message>
      <source>Nothing to undo</source>
      <translation>Không có gì để hoàn tác</translation>
    </message>
    <message>
      <source>This window failed ({kind}); see its log.</source>
      <translation>Cửa sổ này gặp lỗi ({kind}); xem nhật ký của nó.</translation>
    </message>
    <message>
      <source>Undone: {what}</source>
      <translation>Đã hoàn tác: {what}</translation>
    </message>
  </context>
  <context>
    <name>Dock</name>
    <message>
      <source>Hide; the layout buttons bring it back</source>
      <translation>Ẩn; bấm nút bố cục để hiện lại</translation>
    </message>
    <message>
      <source>Into a window of its own, or back</source>
      <translation>Tách thành cửa sổ riêng, hoặc gắn lại</translation>
    </message>
  </context>
  <context>
    <name>Docks</name>
    <message>
      <source>Alarms</source>
      <translation>Cảnh báo</translation>
    </message>
    <message>
      <source>Chat</source>
      <translation>Chat</translation>
    </message>
    <message>
      <source>Health</source>
      <translation>Sức khỏe</translation>
    </message>
    <message>
      <source>Orders</source>
      <translation>Đơn</translation>
    </message>
    <message>
      <source>Outputs</source>
      <translation>Đầu ra</translation>
    </message>
    <message>
      <source>Plugins</source>
      <translation>Plugin</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Âm thanh</translation>
    </message>
    <message>
      <source>Sources</source>
      <translation>Nguồn</translation>
    </message>
    <message>
      <source>Switcher</source>
      <translation>Chuyển cảnh</translation>
    </message>
    <message>
      <source>Who did what</source>
      <translation>Ai đã làm gì</translation>
    </message>
  </context>
  <context>
    <name>Fields</name>
    <message>
      <source>PIN</source>
      <translation>PIN</translation>
    </message>
    <message>
      <source>address</source>
      <translation>địa chỉ</translation>
    </message>
    <message>
      <source>alarm</source>
      <translation>cảnh báo</translation>
    </message>
    <message>
      <source>balance</source>
      <translation>cân bằng trái phải</translation>
    </message>
    <message>
      <source>booth</source>
      <translation>booth</translation>
    </message>
    <message>
      <source>booths</source>
      <translation>các booth</translation>
    </message>
    <message>
      <source>channel</source>
      <translation>kênh</translation>
    </message>
    <message>
      <source>days</source>
      <translation>ngày</translation>
    </message>
    <message>
      <source>delay</source>
      <translation>độ trễ</translation>
    </message>
    <message>
      <source>destinations</source>
      <translation>nơi phát đến</translation>
    </message>
    <message>
      <source>duration</source>
      <translation>thời lượng</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>bộ lọc</translation>
    </message>
    <message>
      <source>host</source>
      <translation>người dẫn</translation>
    </message>
    <message>
      <source>hotkey</source>
      <translation>phím tắt của OBS</translation>
    </message>
    <message>
      <source>hours</source>
      <translation>giờ</translation>
    </message>
    <message>
      <source>input</source>
      <translation>đầu vào</translation>
    </message>
    <message>
      <source>job</source>
      <translation>tác vụ</translation>
    </message>
    <message>
      <source>let go</source>
      <translation>thả tay</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>khóa</translation>
    </message>
    <message>
      <source>minutes</source>
      <translation>phút</translation>
    </message>
    <message>
      <source>monitoring</source>
      <translation>nghe kiểm tra</translation>
    </message>
    <message>
      <source>muted</source>
      <translation>tắt tiếng</translation>
    </message>
    <message>
      <source>name</source>
      <translation>tên</translation>
    </message>
    <message>
      <source>number</source>
      <translation>số</translation>
    </message>
    <message>
      <source>on</source>
      <translation>bật</translation>
    </message>
    <message>
      <source>output</source>
      <translation>đầu ra</translation>
    </message>
    <message>
      <source>password</source>
      <translation>mật khẩu</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>tạm dừng</translation>
    </message>
    <message>
      <source>plugin</source>
      <translation>plugin</translation>
    </message>
    <message>
      <source>port</source>
      <translation>cổng</translation>
    </message>
    <message>
      <source>position</source>
      <translation>vị trí</translation>
    </message>
    <message>
      <source>profile</source>
      <translation>hồ sơ</translation>
    </message>
    <message>
      <source>reason</source>
      <translation>lý do</translation>
    </message>
    <message>
      <source>role</source>
      <translation>vai trò</translation>
    </message>
    <message>
      <source>scene</source>
      <translation>cảnh</translation>
    </message>
    <message>
      <source>scene collection</source>
      <translation>bộ cảnh</translation>
    </message>
    <message>
      <source>search the network too</source>
      <translation>tìm cả trong mạng</translation>
    </message>
    <message>
      <source>server</source>
      <translation>máy chủ</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>hiện</translation>
    </message>
    <message>
      <source>source</source>
      <translation>nguồn</translation>
    </message>
    <message>
      <source>source in the scene</source>
      <translation>nguồn trong cảnh</translation>
    </message>
    <message>
      <source>status</source>
      <translation>trạng thái</translation>
    </message>
    <message>
      <source>switched on</source>
      <translation>bật</translation>
    </message>
    <message>
      <source>template</source>
      <translation>mẫu</translation>
    </message>
    <message>
      <source>time in the media</source>
      <translation>thời điểm trong tệp</translation>
    </message>
    <message>
      <source>tracks</source>
      <translation>rãnh âm thanh</translation>
    </message>
    <message>
      <source>transition</source>
      <translation>chuyển cảnh</translation>
    </message>
    <message>
      <source>volume</source>
      <translation>âm lượng</translation>
    </message>
    <message>
      <source>what scenes are for</source>
      <translation>vai trò của cảnh</translation>
    </message>
    <message>
      <source>what to do</source>
      <translation>cần làm gì</translation>
    </message>
    <message>
      <source>who sends</source>
      <translation>ai phát</translation>
    </message>
  </context>
  <context>
    <name>FilterButton</name>
    <message>
      <source>Switch this filter off</source>
      <translation>Tắt bộ lọc này</translation>
    </message>
    <message>
      <source>Switch this filter on</source>
      <translation>Bật bộ lọc này</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
    <message>
      <source>on</source>
      <translation>bật</translation>
    </message>
  </context>
  <context>
    <name>FilterList</name>
    <message>
      <source>No filters</source>
      <translation>Không có bộ lọc</translation>
    </message>
  </context>
  <context>
    <name>FindPanel</name>
    <message>
      <source>Asks every address of the server's local network at port 4455</source>
      <translation>Hỏi mọi địa chỉ trong mạng nội bộ của máy chủ, ở cổng 4455</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Find OBS on that machine</source>
      <translation>Tìm OBS trên máy đó</translation>
    </message>
    <message>
      <source>No OBS answered. Is it started, with its WebSocket server switched on?</source>
      <translation>Không có OBS nào trả lời. OBS đã mở và đã bật máy chủ WebSocket chưa?</translation>
    </message>
    <message>
      <source>Search its network</source>
      <translation>Tìm trong mạng nội bộ</translation>
    </message>
    <message>
      <source>Use this one</source>
      <translation>Dùng OBS này</translation>
    </message>
    <message>
      <source>already booth {booth}</source>
      <translation>đã là booth {booth}</translation>
    </message>
    <message>
      <source>asks for its password</source>
      <translation>cần mật khẩu</translation>
    </message>
    <message>
      <source>{count} more are booths already: {booths}</source>
      <translation>{count} máy nữa đã là booth: {booths}</translation>
    </message>
  </context>
  <context>
    <name>FoundBar</name>
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>Tìm thấy %n</numerusform>
      </translation>
    </message>
    <message>
      <source>Back to now</source>
      <translation>Về hiện tại</translation>
    </message>
    <message>
      <source>Searching everything that is kept …</source>
      <translation>Đang tìm trong mọi thứ đã lưu …</translation>
    </message>
    <message>
      <source>{count}, older ones as you scroll up</source>
      <translation>{count}, cuộn lên để xem cũ hơn</translation>
    </message>
  </context>
  <context>
    <name>GroupBar</name>
    <message>
      <source>Begin all together</source>
      <translation>Bắt đầu cùng lúc</translation>
    </message>
    <message>
      <source>Begin {seconds} s apart</source>
      <translation>Bắt đầu cách nhau {seconds} s</translation>
    </message>
    <message>
      <source>Connect to OBS again</source>
      <translation>Kết nối lại với OBS</translation>
    </message>
    <message>
      <source>Cut all of them to a scene that they have in common</source>
      <translation>Chuyển ngay tất cả sang một cảnh mà booth nào cũng có</translation>
    </message>
    <message>
      <source>Cut to “{scene}”</source>
      <translation>Chuyển ngay sang “{scene}”</translation>
    </message>
    <message>
      <source>End streams</source>
      <translation>Kết thúc phát</translation>
    </message>
    <message>
      <source>End the streams of these booths; asks once more</source>
      <translation>Kết thúc luồng phát của các booth này; sẽ hỏi lại một lần</translation>
    </message>
    <message>
      <source>End {count} streams</source>
      <translation>Kết thúc {count} luồng</translation>
    </message>
    <message>
      <source>Let go of these booths</source>
      <translation>Bỏ chọn các booth này</translation>
    </message>
    <message>
      <source>Mend</source>
      <translation>Sửa lại theo mẫu</translation>
    </message>
    <message>
      <source>Mend {count} that are not as commissioned</source>
      <translation>Sửa lại {count} booth không còn như mẫu</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>Tắt tiếng</translation>
    </message>
    <message>
      <source>Mute “{input}”</source>
      <translation>Tắt tiếng “{input}”</translation>
    </message>
    <message>
      <source>Open the sound of</source>
      <translation>Mở tiếng</translation>
    </message>
    <message>
      <source>Open “{input}”</source>
      <translation>Mở tiếng “{input}”</translation>
    </message>
    <message>
      <source>Recording, sound, and how far apart they begin</source>
      <translation>Ghi hình, âm thanh, và bắt đầu cách nhau bao lâu</translation>
    </message>
    <message>
      <source>Scene</source>
      <translation>Cảnh</translation>
    </message>
    <message>
      <source>Start recordings</source>
      <translation>Bắt đầu ghi hình</translation>
    </message>
    <message>
      <source>Start streams</source>
      <translation>Bắt đầu phát</translation>
    </message>
    <message>
      <source>Start the streams of the booths that are ready</source>
      <translation>Bắt đầu phát ở những booth đã sẵn sàng</translation>
    </message>
    <message>
      <source>Start {ready} of {count} ready</source>
      <translation>Phát {ready}/{count} sẵn sàng</translation>
    </message>
    <message>
      <source>Stop recordings</source>
      <translation>Dừng ghi hình</translation>
    </message>
    <message>
      <source>Stop {count} recordings</source>
      <translation>Dừng {count} bản ghi</translation>
    </message>
    <message>
      <source>These booths have no scene in common</source>
      <translation>Các booth này không có cảnh nào chung</translation>
    </message>
    <message>
      <source>Viewers lose {count} pictures. Press again</source>
      <translation>Người xem mất {count} hình. Bấm lần nữa</translation>
    </message>
    <message>
      <source>{count} booths</source>
      <translation>{count} booth</translation>
    </message>
  </context>
  <context>
    <name>GroupResults</name>
    <message>
      <source>Begin no further booth</source>
      <translation>Không bắt đầu thêm booth nào</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Changes {count} booths. Press again</source>
      <translation>Sẽ đổi {count} booth. Bấm lần nữa</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Ends {count} streams. Press again</source>
      <translation>Sẽ kết thúc {count} luồng. Bấm lần nữa</translation>
    </message>
    <message>
      <source>OBS did not confirm</source>
      <translation>OBS không xác nhận</translation>
    </message>
    <message>
      <source>Put back</source>
      <translation>Trả về như cũ</translation>
    </message>
    <message>
      <source>Put back: {what}</source>
      <translation>Trả về như cũ: {what}</translation>
    </message>
    <message>
      <source>Try {count} again</source>
      <translation>Thử lại {count}</translation>
    </message>
    <message>
      <source>done</source>
      <translation>xong</translation>
    </message>
    <message>
      <source>not done</source>
      <translation>không làm được</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>bỏ qua</translation>
    </message>
    <message>
      <source>{count} done</source>
      <translation>{count} xong</translation>
    </message>
    <message>
      <source>{count} not confirmed by OBS</source>
      <translation>{count} OBS không xác nhận</translation>
    </message>
    <message>
      <source>{count} not done</source>
      <translation>{count} không làm được</translation>
    </message>
    <message>
      <source>{count} skipped</source>
      <translation>{count} bỏ qua</translation>
    </message>
    <message>
      <source>{count} under way</source>
      <translation>{count} đang chờ</translation>
    </message>
  </context>
  <context>
    <name>Hands</name>
    <message>
      <source>Choose a booth first: type its two digits</source>
      <translation>Hãy chọn booth trước: gõ hai chữ số của booth</translation>
    </message>
    <message>
      <source>No booth needs you</source>
      <translation>Không booth nào cần bạn</translation>
    </message>
    <message>
      <source>There is no booth {number:02}</source>
      <translation>Không có booth {number:02}</translation>
    </message>
  </context>
  <context>
    <name>Health</name>
    <message>
      <source>Bit rate</source>
      <translation>Tốc độ gửi</translation>
    </message>
    <message>
      <source>CPU of OBS</source>
      <translation>CPU của OBS</translation>
    </message>
    <message>
      <source>Congestion</source>
      <translation>Nghẽn</translation>
    </message>
    <message>
      <source>Disk free</source>
      <translation>Đĩa còn trống</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Xuất tệp</translation>
    </message>
    <message>
      <source>Frames a second that OBS renders.</source>
      <translation>Số khung hình OBS dựng mỗi giây.</translation>
    </message>
    <message>
      <source>Frames that the PC had no time to draw: the worst.</source>
      <translation>Khung hình máy không kịp vẽ: mức tệ nhất.</translation>
    </message>
    <message>
      <source>Frames that the line did not take: the worst.</source>
      <translation>Khung hình đường truyền không nhận: mức tệ nhất.</translation>
    </message>
    <message>
      <source>Frames/s</source>
      <translation>Khung hình/giây</translation>
    </message>
    <message>
      <source>From the server to OBS and back: the longest.</source>
      <translation>Từ máy chủ đến OBS và về: lần lâu nhất.</translation>
    </message>
    <message>
      <source>How full OBS's way out is: the worst.</source>
      <translation>Đường ra của OBS đầy đến đâu: mức tệ nhất.</translation>
    </message>
    <message>
      <source>Lost by the PC</source>
      <translation>Mất do máy</translation>
    </message>
    <message>
      <source>Lost on the line</source>
      <translation>Mất do đường truyền</translation>
    </message>
    <message>
      <source>Processor time of OBS: the mean.</source>
      <translation>Thời gian xử lý của OBS: trung bình.</translation>
    </message>
    <message>
      <source>Room on the disk that OBS records to: the least.</source>
      <translation>Chỗ trống trên đĩa OBS ghi hình: mức ít nhất.</translation>
    </message>
    <message>
      <source>Round trip</source>
      <translation>Khứ hồi</translation>
    </message>
    <message>
      <source>Sound RMS / peak</source>
      <translation>Âm RMS / đỉnh</translation>
    </message>
    <message>
      <source>What the stream sends: the mean.</source>
      <translation>Luồng gửi đi bao nhiêu: trung bình.</translation>
    </message>
    <message>
      <source>What viewers hear, from OBS's meters: bright RMS, faint peak. Not LUFS. Known while the booth is on air.</source>
      <translation>Tiếng người xem nghe, theo đồng hồ mức của OBS: nét sáng là RMS, nét mờ là đỉnh. Không phải LUFS. Chỉ biết khi phòng đang lên sóng.</translation>
    </message>
    <message>
      <source>{count} rows are in {file}</source>
      <translation>{count} dòng đã ghi vào {file}</translation>
    </message>
    <message>
      <source>{file} cannot be written: {reason}.</source>
      <translation>Không ghi được {file}: {reason}.</translation>
    </message>
  </context>
  <context>
    <name>HealthDock</name>
    <message>
      <source>1 h</source>
      <translation>1 giờ</translation>
    </message>
    <message>
      <source>12 h</source>
      <translation>12 giờ</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Xuất tệp</translation>
    </message>
    <message>
      <source>Health over time</source>
      <translation>Sức khỏe theo thời gian</translation>
    </message>
    <message>
      <source>Nothing is known of this time: the server was not running, or no OBS was connected. The first figures come ten seconds after OBS is connected.</source>
      <translation>Không có số liệu của khoảng này: máy chủ không chạy, hoặc OBS chưa kết nối. Số liệu đầu tiên có sau khi OBS kết nối mười giây.</translation>
    </message>
    <message>
      <source>Reading …</source>
      <translation>Đang đọc …</translation>
    </message>
    <message>
      <source>The last hour, every 10 seconds</source>
      <translation>Một giờ qua, mỗi 10 giây</translation>
    </message>
    <message>
      <source>The last night, every minute</source>
      <translation>Đêm qua, mỗi phút</translation>
    </message>
    <message>
      <source>What is shown, as CSV into the downloads</source>
      <translation>Những gì đang xem, thành tệp CSV trong thư mục tải về</translation>
    </message>
  </context>
  <context>
    <name>HeardBar</name>
    <message>
      <source>Alarms are heard here; silence them</source>
      <translation>Cảnh báo đang phát tiếng ở đây; tắt tiếng</translation>
    </message>
    <message>
      <source>Alarms are silent at this console.</source>
      <translation>Cảnh báo đang im ở bàn này.</translation>
    </message>
    <message>
      <source>Alarms are silent here; let them be heard</source>
      <translation>Cảnh báo đang im ở đây; cho phát tiếng</translation>
    </message>
    <message>
      <source>How loud alarms are here</source>
      <translation>Âm lượng cảnh báo ở đây</translation>
    </message>
    <message>
      <source>Let an alarm be heard once</source>
      <translation>Nghe thử tiếng cảnh báo</translation>
    </message>
    <message>
      <source>No sound device works: {why}. Plug one in; it is tried again.</source>
      <translation>Không có thiết bị âm thanh nào hoạt động: {why}. Hãy cắm một thiết bị; sẽ được thử lại.</translation>
    </message>
  </context>
  <context>
    <name>House</name>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Connect again</source>
      <translation>Kết nối lại</translation>
    </message>
    <message>
      <source>Remove booth</source>
      <translation>Gỡ booth</translation>
    </message>
    <message>
      <source>Stop server</source>
      <translation>Dừng máy chủ</translation>
    </message>
  </context>
  <context>
    <name>InputDetails</name>
    <message>
      <source>Audio track {number}</source>
      <translation>Rãnh tiếng {number}</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Cân bằng</translation>
    </message>
    <message>
      <source>Delays the sound against the picture; negative: earlier</source>
      <translation>Làm trễ tiếng so với hình; số âm: sớm hơn</translation>
    </message>
    <message>
      <source>Double click: middle</source>
      <translation>Bấm đúp: về giữa</translation>
    </message>
    <message>
      <source>Monitor</source>
      <translation>Kiểm âm</translation>
    </message>
    <message>
      <source>Monitor and on air</source>
      <translation>Kiểm âm và phát</translation>
    </message>
    <message>
      <source>Monitor only (not on air)</source>
      <translation>Chỉ kiểm âm (không phát)</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Tắt</translation>
    </message>
    <message>
      <source>Sync offset</source>
      <translation>Độ trễ tiếng</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Rãnh tiếng</translation>
    </message>
    <message>
      <source>left {percent} %</source>
      <translation>trái {percent} %</translation>
    </message>
    <message>
      <source>middle</source>
      <translation>giữa</translation>
    </message>
    <message>
      <source>right {percent} %</source>
      <translation>phải {percent} %</translation>
    </message>
  </context>
  <context>
    <name>KeySheet</name>
    <message>
      <source>BoothDeck · keys</source>
      <translation>BoothDeck · phím tắt</translation>
    </message>
    <message>
      <source>Choose a booth: its two digits, one after the other</source>
      <translation>Chọn booth: nhấn lần lượt hai chữ số của nó</translation>
    </message>
  </context>
  <context>
    <name>KeysPage</name>
    <message>
      <source>All as shipped</source>
      <translation>Về mặc định</translation>
    </message>
    <message>
      <source>Any other action gets keys in the command palette: choose it there and press F2. Keys belong to the person who is signed in.</source>
      <translation>Muốn gán phím cho việc khác: chọn việc đó trong bảng lệnh rồi nhấn F2. Phím thuộc về người đang đăng nhập.</translation>
    </message>
    <message>
      <source>As shipped</source>
      <translation>Như ban đầu</translation>
    </message>
    <message>
      <source>Choose a booth: its two digits, one after the other</source>
      <translation>Chọn booth: nhấn lần lượt hai chữ số của nó</translation>
    </message>
    <message>
      <source>Press the new keys</source>
      <translation>Bấm phím mới</translation>
    </message>
    <message>
      <source>Sheet to print</source>
      <translation>Bảng phím để in</translation>
    </message>
    <message>
      <source>Sheet to print (PDF)…</source>
      <translation>Bảng phím để in (PDF)…</translation>
    </message>
    <message>
      <source>Takes its keys away</source>
      <translation>Bỏ phím này</translation>
    </message>
    <message>
      <source>Written: {file}</source>
      <translation>Đã ghi: {file}</translation>
    </message>
    <message>
      <source>{file} cannot be written. Another folder?</source>
      <translation>Không ghi được {file}. Thử thư mục khác?</translation>
    </message>
  </context>
  <context>
    <name>LanguageCode</name>
    <message>
      <source>en</source>
      <translation>vi</translation>
    </message>
  </context>
  <context>
    <name>Layouts</name>
    <message>
      <source>A name has 1 to 30 characters.</source>
      <translation>Tên có từ 1 đến 30 ký tự.</translation>
    </message>
    <message>
      <source>Direct</source>
      <translation>Đạo diễn</translation>
    </message>
    <message>
      <source>Monitor</source>
      <translation>Giám sát</translation>
    </message>
    <message>
      <source>Order desk</source>
      <translation>Bàn đơn hàng</translation>
    </message>
    <message>
      <source>There is a layout of that name. Choose another.</source>
      <translation>Đã có bố cục tên này. Hãy chọn tên khác.</translation>
    </message>
  </context>
  <context>
    <name>LineRow</name>
    <message>
      <source>Code or what it is</source>
      <translation>Mã hoặc tên hàng</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Màu</translation>
    </message>
    <message>
      <source>How many</source>
      <translation>Số lượng</translation>
    </message>
    <message>
      <source>Leave this line out</source>
      <translation>Bỏ dòng này</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Size</translation>
    </message>
  </context>
  <context>
    <name>LiveRow</name>
    <message>
      <source>It is live</source>
      <translation>Đang live</translation>
    </message>
    <message>
      <source>Not live</source>
      <translation>Không live</translation>
    </message>
    <message>
      <source>On the platform</source>
      <translation>Trên nền tảng</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Chưa rõ</translation>
    </message>
  </context>
  <context>
    <name>Main</name>
    <message>
      <source>Something went wrong in this window</source>
      <translation>Cửa sổ này gặp lỗi</translation>
    </message>
    <message>
      <source>{kind}. What is on air is not touched; the log has the details.</source>
      <translation>{kind}. Phần đang phát không bị ảnh hưởng; chi tiết có trong nhật ký.</translation>
    </message>
  </context>
  <context>
    <name>MediaBar</name>
    <message>
      <source>From the start</source>
      <translation>Từ đầu</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Kế tiếp</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>Phát</translation>
    </message>
    <message>
      <source>Position</source>
      <translation>Vị trí</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Trước</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Dừng</translation>
    </message>
  </context>
  <context>
    <name>Middle</name>
    <message>
      <source>50 to 20000 ms</source>
      <translation>50 đến 20000 ms</translation>
    </message>
    <message>
      <source>Cut</source>
      <translation>Cut</translation>
    </message>
    <message>
      <source>Drag, or arrow keys; the end takes</source>
      <translation>Kéo, hoặc phím mũi tên; tới cuối là lên sóng</translation>
    </message>
    <message>
      <source>Duration of the transition</source>
      <translation>Thời lượng hiệu ứng</translation>
    </message>
    <message>
      <source>Put the preview on air at once</source>
      <translation>Cắt ngay cảnh chờ lên sóng</translation>
    </message>
    <message>
      <source>Put the preview on air with the transition</source>
      <translation>Đưa cảnh chờ lên sóng bằng hiệu ứng</translation>
    </message>
    <message>
      <source>Studio mode is off: there is no preview.</source>
      <translation>Chế độ studio đang tắt: không có cảnh chờ.</translation>
    </message>
    <message>
      <source>T-bar</source>
      <translation>Cần gạt T-bar</translation>
    </message>
    <message>
      <source>TAKE</source>
      <translation>TAKE</translation>
    </message>
    <message>
      <source>Transition</source>
      <translation>Hiệu ứng chuyển</translation>
    </message>
    <message>
      <source>Transition of the next take</source>
      <translation>Hiệu ứng cho lần lên sóng tới</translation>
    </message>
    <message>
      <source>“{transition}” has no duration.</source>
      <translation>“{transition}” không có thời lượng.</translation>
    </message>
  </context>
  <context>
    <name>MixerDock</name>
    <message>
      <source>This booth has no sound yet. Add a microphone or another source in OBS.</source>
      <translation>Booth này chưa có tiếng. Hãy thêm micro hoặc nguồn khác trong OBS.</translation>
    </message>
  </context>
  <context>
    <name>MoreMenu</name>
    <message>
      <source>Hotkeys of OBS</source>
      <translation>Phím nóng của OBS</translation>
    </message>
    <message>
      <source>Part of its name</source>
      <translation>Một phần tên</translation>
    </message>
    <message>
      <source>Press an OBS hotkey</source>
      <translation>Bấm phím nóng OBS</translation>
    </message>
    <message>
      <source>Profile</source>
      <translation>Hồ sơ</translation>
    </message>
    <message>
      <source>Scene collection</source>
      <translation>Bộ cảnh</translation>
    </message>
    <message>
      <source>The picture on air changes at once</source>
      <translation>Hình đang phát đổi ngay</translation>
    </message>
  </context>
  <context>
    <name>Needs</name>
    <message numerus="yes">
      <source>%n channel(s) down</source>
      <translation>
        <numerusform>%n kênh bị ngắt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n question(s) wait</source>
      <translation>
        <numerusform>%n câu hỏi chờ</numerusform>
      </translation>
    </message>
    <message>
      <source>A recording stops when the disk is full. Free some space.</source>
      <translation>Ghi hình sẽ dừng khi ổ đĩa đầy. Hãy dọn bớt.</translation>
    </message>
    <message>
      <source>Choose the booth and hold “Back as it was” when it may go on.</source>
      <translation>Chọn booth và giữ “Trở lại như trước” khi có thể phát tiếp.</translation>
    </message>
    <message>
      <source>Choose the booth and hold “Back as it was”: its sound comes back.</source>
      <translation>Chọn booth và giữ “Trở lại như trước”: tiếng sẽ có lại.</translation>
    </message>
    <message>
      <source>It ran before the crash. Start it again from the list in the top line.</source>
      <translation>Trước sự cố nó đang chạy. Chạy lại từ danh sách ở dòng trên cùng.</translation>
    </message>
    <message>
      <source>Its tile's menu has “Booth template…”: compare it, then mend it.</source>
      <translation>Trong trình đơn của ô có “Mẫu booth…”: so sánh rồi sửa lại.</translation>
    </message>
    <message>
      <source>Look at the platform, then say on the tile what it shows.</source>
      <translation>Hãy xem trên nền tảng, rồi bấm chuột phải vào ô để báo lại.</translation>
    </message>
    <message>
      <source>Look whether anybody writes there. In the Chat panel its badge connects it again.</source>
      <translation>Xem ở đó có ai viết không. Trong bảng Chat, nhãn của kênh kết nối lại được.</translation>
    </message>
    <message>
      <source>OBS has lost the receiver. Check the line and the platform.</source>
      <translation>OBS mất nơi nhận. Hãy kiểm tra đường truyền và nền tảng.</translation>
    </message>
    <message>
      <source>OBS is silent</source>
      <translation>OBS im lặng</translation>
    </message>
    <message>
      <source>OBS lost</source>
      <translation>mất OBS</translation>
    </message>
    <message>
      <source>OBS password missing</source>
      <translation>thiếu mật khẩu OBS</translation>
    </message>
    <message>
      <source>OBS password wrong</source>
      <translation>sai mật khẩu OBS</translation>
    </message>
    <message>
      <source>OBS runs, but no data leaves. Check the line.</source>
      <translation>OBS vẫn chạy nhưng không có dữ liệu đi ra. Hãy kiểm tra đường truyền.</translation>
    </message>
    <message>
      <source>OBS too old</source>
      <translation>OBS quá cũ</translation>
    </message>
    <message>
      <source>OBS too slow</source>
      <translation>OBS vẽ không kịp</translation>
    </message>
    <message>
      <source>Press: the Chat panel shows them.</source>
      <translation>Nhấn để xem trong bảng Chat.</translation>
    </message>
    <message>
      <source>Press: the Plugins panel says which, and why.</source>
      <translation>Bấm vào: bảng Plugin nói kênh nào, vì sao.</translation>
    </message>
    <message>
      <source>STANDBY NOT REACHED</source>
      <translation>CHƯA VỀ MÀN HÌNH CHỜ</translation>
    </message>
    <message>
      <source>STANDBY since {time}, by {who}</source>
      <translation>MÀN HÌNH CHỜ từ {time}, do {who}</translation>
    </message>
    <message>
      <source>That PC cannot draw every frame. Close other programs there.</source>
      <translation>Máy đó vẽ không kịp mọi khung hình. Hãy đóng bớt chương trình khác.</translation>
    </message>
    <message>
      <source>The line is too slow for this bit rate. Lower it in OBS.</source>
      <translation>Đường truyền không tải nổi tốc độ bit này. Hãy giảm trong OBS.</translation>
    </message>
    <message>
      <source>The picture may be old. Look at that PC: OBS may be frozen.</source>
      <translation>Hình có thể đã cũ. Hãy xem máy đó: có thể OBS bị treo.</translation>
    </message>
    <message>
      <source>Viewers see no new picture. Start the virtual camera.</source>
      <translation>Người xem không có hình mới. Hãy bật camera ảo.</translation>
    </message>
    <message>
      <source>booth settings</source>
      <translation>cài đặt booth</translation>
    </message>
    <message>
      <source>chat of {channel} silent</source>
      <translation>chat {channel} im lặng</translation>
    </message>
    <message>
      <source>disconnected in OBS</source>
      <translation>bị ngắt trong OBS</translation>
    </message>
    <message>
      <source>disk: {room} left</source>
      <translation>ổ đĩa còn {room}</translation>
    </message>
    <message>
      <source>does not run</source>
      <translation>không chạy</translation>
    </message>
    <message>
      <source>dropping frames</source>
      <translation>rớt khung hình</translation>
    </message>
    <message>
      <source>line congested</source>
      <translation>nghẽn đường truyền</translation>
    </message>
    <message>
      <source>live, but virtual camera off</source>
      <translation>đang live mà camera ảo tắt</translation>
    </message>
    <message>
      <source>not as commissioned</source>
      <translation>không còn như mẫu</translation>
    </message>
    <message>
      <source>not back: {what}</source>
      <translation>chưa chạy lại: {what}</translation>
    </message>
    <message>
      <source>nothing leaves OBS</source>
      <translation>OBS không gửi được gì</translation>
    </message>
    <message>
      <source>off standby, still muted ({who})</source>
      <translation>đã rời màn hình chờ, tiếng vẫn tắt ({who})</translation>
    </message>
    <message>
      <source>questions wait</source>
      <translation>câu hỏi chờ</translation>
    </message>
    <message>
      <source>recording stopped by itself</source>
      <translation>ghi hình tự dừng</translation>
    </message>
    <message>
      <source>refused by OBS</source>
      <translation>OBS từ chối</translation>
    </message>
    <message>
      <source>retry in {seconds} s</source>
      <translation>thử lại sau {seconds} s</translation>
    </message>
    <message>
      <source>sending, but not live</source>
      <translation>phát đi mà không live</translation>
    </message>
    <message>
      <source>server lost</source>
      <translation>mất máy chủ</translation>
    </message>
    <message>
      <source>server refused</source>
      <translation>máy chủ từ chối</translation>
    </message>
    <message>
      <source>server warning</source>
      <translation>máy chủ cảnh báo</translation>
    </message>
    <message>
      <source>sign in</source>
      <translation>cần đăng nhập</translation>
    </message>
    <message>
      <source>stream reconnecting</source>
      <translation>luồng phát đang nối lại</translation>
    </message>
    <message>
      <source>stream stopped by itself</source>
      <translation>luồng phát tự dừng</translation>
    </message>
    <message>
      <source>that is not OBS</source>
      <translation>đó không phải OBS</translation>
    </message>
    <message>
      <source>trying now</source>
      <translation>đang thử</translation>
    </message>
  </context>
  <context>
    <name>NeedsMeStrip</name>
    <message>
      <source>NEEDS ME</source>
      <translation>CẦN TÔI</translation>
    </message>
    <message>
      <source>Nothing needs you now</source>
      <translation>Chưa có gì cần bạn</translation>
    </message>
    <message>
      <source>Try now</source>
      <translation>Thử ngay</translation>
    </message>
  </context>
  <context>
    <name>OrderForm</name>
    <message>
      <source>Address</source>
      <translation>Địa chỉ</translation>
    </message>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Ghi chú</translation>
    </message>
    <message>
      <source>Phone</source>
      <translation>Điện thoại</translation>
    </message>
  </context>
  <context>
    <name>OrderLines</name>
    <message>
      <source>One more line</source>
      <translation>Thêm dòng</translation>
    </message>
  </context>
  <context>
    <name>OrderPanel</name>
    <message>
      <source>As you left it</source>
      <translation>Như bạn để dở</translation>
    </message>
    <message>
      <source>Back; what is written here stays</source>
      <translation>Quay lại; những gì đã nhập vẫn giữ</translation>
    </message>
    <message>
      <source>Begin afresh</source>
      <translation>Làm lại từ đầu</translation>
    </message>
    <message>
      <source>Change {number}</source>
      <translation>Sửa {number}</translation>
    </message>
    <message>
      <source>Choose the booth that sells it.</source>
      <translation>Chọn booth bán đơn này.</translation>
    </message>
    <message>
      <source>How many? A number from 1 to 999.</source>
      <translation>Bao nhiêu? Nhập số từ 1 đến 999.</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Lưu</translation>
    </message>
    <message>
      <source>Keep mine all the same</source>
      <translation>Vẫn lưu bản của tôi</translation>
    </message>
    <message>
      <source>Make a second one</source>
      <translation>Tạo đơn thứ hai</translation>
    </message>
    <message>
      <source>Make the order</source>
      <translation>Tạo đơn</translation>
    </message>
    <message>
      <source>New order, by phone or at the counter</source>
      <translation>Đơn mới, qua điện thoại hoặc tại quầy</translation>
    </message>
    <message>
      <source>Open {number}</source>
      <translation>Mở {number}</translation>
    </message>
    <message>
      <source>Order of {name}</source>
      <translation>Đơn của {name}</translation>
    </message>
    <message>
      <source>Show it as it is now</source>
      <translation>Xem đơn hiện tại</translation>
    </message>
    <message>
      <source>This line does not say what is ordered.</source>
      <translation>Dòng này chưa ghi đặt món gì.</translation>
    </message>
    <message>
      <source>Write what is ordered: a code, or what it is.</source>
      <translation>Nhập món được đặt: mã, hoặc tên hàng.</translation>
    </message>
  </context>
  <context>
    <name>Orders</name>
    <message>
      <source>Cancel order #{number}</source>
      <translation>Hủy đơn #{number}</translation>
    </message>
    <message>
      <source>Cancelled</source>
      <translation>Đã hủy</translation>
    </message>
    <message>
      <source>Change order #{number}</source>
      <translation>Sửa đơn #{number}</translation>
    </message>
    <message>
      <source>Confirm order #{number}</source>
      <translation>Xác nhận đơn #{number}</translation>
    </message>
    <message>
      <source>Confirmed</source>
      <translation>Đã xác nhận</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back</source>
      <translation>Ctrl+Z để hoàn tác</translation>
    </message>
    <message>
      <source>Make an order</source>
      <translation>Tạo đơn</translation>
    </message>
    <message>
      <source>Order #{number} is cancelled</source>
      <translation>Đã hủy đơn #{number}</translation>
    </message>
    <message>
      <source>Order #{number} is made</source>
      <translation>Đã tạo đơn #{number}</translation>
    </message>
    <message>
      <source>Reopen order #{number}</source>
      <translation>Mở lại đơn #{number}</translation>
    </message>
    <message>
      <source>The order was not made</source>
      <translation>Chưa tạo được đơn</translation>
    </message>
    <message>
      <source>To confirm</source>
      <translation>Cần xác nhận</translation>
    </message>
    <message>
      <source>a buyer</source>
      <translation>một khách</translation>
    </message>
    <message>
      <source>by phone or at the counter</source>
      <translation>qua điện thoại hoặc tại quầy</translation>
    </message>
    <message>
      <source>from the chat</source>
      <translation>từ chat</translation>
    </message>
  </context>
  <context>
    <name>OrdersDock</name>
    <message>
      <source>All</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>Choose a booth to see its orders, or see all of them.</source>
      <translation>Chọn một booth để xem đơn của booth đó, hoặc xem tất cả.</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Sao chép</translation>
    </message>
    <message>
      <source>It was made of no message</source>
      <translation>Đơn này không tạo từ tin nhắn nào</translation>
    </message>
    <message>
      <source>New order</source>
      <translation>Đơn mới</translation>
    </message>
    <message>
      <source>No order that is loaded fits. Enter in the search field looks further.</source>
      <translation>Không có đơn nào đã tải phù hợp. Nhấn Enter trong ô tìm để tìm tiếp.</translation>
    </message>
    <message>
      <source>No orders yet. Choose a message in the chat and press O: what it orders is filled in, Enter makes the order. Who calls by phone gets one by hand.</source>
      <translation>Chưa có đơn nào. Chọn một tin nhắn trong chat và nhấn O: nội dung đặt được điền sẵn, Enter để tạo đơn. Khách gọi điện thì tạo đơn bằng tay.</translation>
    </message>
    <message>
      <source>Orders are shown to the order desk and above. Sign in as one.</source>
      <translation>Đơn chỉ hiện cho bộ phận chốt đơn trở lên. Hãy đăng nhập với vai trò đó.</translation>
    </message>
    <message>
      <source>Reading …</source>
      <translation>Đang đọc …</translation>
    </message>
    <message>
      <source>Searching …</source>
      <translation>Đang tìm …</translation>
    </message>
    <message>
      <source>Show everything</source>
      <translation>Hiện tất cả</translation>
    </message>
    <message>
      <source>The order is copied</source>
      <translation>Đã sao chép đơn</translation>
    </message>
    <message>
      <source>{server} is away: nothing new comes</source>
      <translation>Mất {server}: chưa có gì mới</translation>
    </message>
  </context>
  <context>
    <name>OrdersExport</name>
    <message>
      <source>Phone numbers are shown whole to the order desk and to directors only</source>
      <translation>Số điện thoại chỉ hiện đủ cho bộ phận chốt đơn và đạo diễn</translation>
    </message>
  </context>
  <context>
    <name>OrdersFoot</name>
    <message>
      <source>All is clear; it can be packed</source>
      <translation>Đã rõ; có thể đóng gói</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Cancel the order; it stays listed</source>
      <translation>Hủy đơn; đơn vẫn nằm trong danh sách</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Sửa</translation>
    </message>
    <message>
      <source>Change goods, name, address …</source>
      <translation>Sửa hàng, tên, địa chỉ …</translation>
    </message>
    <message>
      <source>Choose an order</source>
      <translation>Chọn một đơn</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>Xác nhận</translation>
    </message>
    <message>
      <source>Copy the order as text</source>
      <translation>Sao chép đơn dạng văn bản</translation>
    </message>
    <message>
      <source>Message</source>
      <translation>Tin nhắn</translation>
    </message>
    <message>
      <source>Reopen</source>
      <translation>Mở lại</translation>
    </message>
    <message>
      <source>Show the message in the chat</source>
      <translation>Xem tin nhắn trong chat</translation>
    </message>
    <message>
      <source>To be confirmed again</source>
      <translation>Cần xác nhận lại</translation>
    </message>
  </context>
  <context>
    <name>OrdersHead</name>
    <message numerus="yes">
      <source>%n order(s)</source>
      <translation>
        <numerusform>%n đơn</numerusform>
      </translation>
    </message>
    <message>
      <source>All</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Xuất file</translation>
    </message>
    <message>
      <source>Export everything, phone numbers whole</source>
      <translation>Xuất tất cả, đủ số điện thoại</translation>
    </message>
    <message>
      <source>Export the last 24 hours, phone numbers whole</source>
      <translation>Xuất 24 giờ qua, đủ số điện thoại</translation>
    </message>
    <message>
      <source>Export what is shown</source>
      <translation>Xuất những gì đang hiện</translation>
    </message>
    <message>
      <source>Finds at once what is loaded; Enter searches everything that is kept</source>
      <translation>Tìm ngay trong phần đã tải; Enter để tìm trong tất cả những gì được lưu</translation>
    </message>
    <message>
      <source>From the server, as filtered here; it notes who had it</source>
      <translation>Từ máy chủ, theo bộ lọc ở đây; máy chủ ghi lại ai đã lấy</translation>
    </message>
    <message>
      <source>New order, by phone or at the counter</source>
      <translation>Đơn mới, qua điện thoại hoặc tại quầy</translation>
    </message>
    <message>
      <source>Number, name, phone, code</source>
      <translation>Số đơn, tên, SĐT, mã</translation>
    </message>
    <message>
      <source>Phone numbers are masked</source>
      <translation>Số điện thoại được che</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Tìm</translation>
    </message>
    <message>
      <source>Show those that wait to be confirmed</source>
      <translation>Hiện các đơn cần xác nhận</translation>
    </message>
    <message>
      <source>The orders of all booths together</source>
      <translation>Đơn của mọi booth cùng lúc</translation>
    </message>
    <message>
      <source>Which orders are shown</source>
      <translation>Hiện những đơn nào</translation>
    </message>
  </context>
  <context>
    <name>OrdersModel</name>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Customer</source>
      <translation>Khách</translation>
    </message>
    <message>
      <source>Goods</source>
      <translation>Hàng</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>Đơn</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Trạng thái</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Lúc</translation>
    </message>
  </context>
  <context>
    <name>OrdersTable</name>
    <message>
      <source>Orders</source>
      <translation>Đơn</translation>
    </message>
  </context>
  <context>
    <name>OutputRow</name>
    <message>
      <source>OBS did not confirm “{deed}” of {output}; it is {status}. Look there.</source>
      <translation>OBS không xác nhận “{deed}” {output}; hiện {status}. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>{state} · as of {time}</source>
      <translation>{state} · lúc {time}</translation>
    </message>
  </context>
  <context>
    <name>Outputs</name>
    <message>
      <source>Go on recording</source>
      <translation>Ghi hình tiếp</translation>
    </message>
    <message>
      <source>Live on the platform</source>
      <translation>Trạng thái trên nền tảng</translation>
    </message>
    <message>
      <source>New recording file</source>
      <translation>Tệp ghi mới</translation>
    </message>
    <message>
      <source>Pause recording</source>
      <translation>Tạm dừng ghi hình</translation>
    </message>
    <message>
      <source>Replay saved</source>
      <translation>Đã lưu đoạn phát lại</translation>
    </message>
    <message>
      <source>Save replay</source>
      <translation>Lưu đoạn phát lại</translation>
    </message>
    <message>
      <source>Start {output}</source>
      <translation>Bật {output}</translation>
    </message>
    <message>
      <source>Stop {output}</source>
      <translation>Tắt {output}</translation>
    </message>
  </context>
  <context>
    <name>Palette</name>
    <message>
      <source>Choose one of these.</source>
      <translation>Hãy chọn một mục ở đây.</translation>
    </message>
    <message>
      <source>Do it</source>
      <translation>Làm</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Xong</translation>
    </message>
    <message>
      <source>Enter does it · Backspace goes back · Esc leaves</source>
      <translation>Enter làm · Backspace quay lại · Esc thoát</translation>
    </message>
    <message>
      <source>Enter does it; or change one of these</source>
      <translation>Enter để làm; hoặc đổi một mục dưới đây</translation>
    </message>
    <message>
      <source>Enter once more does it, Esc leaves it</source>
      <translation>Nhấn Enter lần nữa để làm, Esc để thôi</translation>
    </message>
    <message>
      <source>Enter repeats it</source>
      <translation>Enter làm lại</translation>
    </message>
    <message>
      <source>Enter repeats · Backspace changes it · Esc leaves</source>
      <translation>Enter làm lại · Backspace sửa · Esc thoát</translation>
    </message>
    <message>
      <source>Enter undoes it</source>
      <translation>Enter để hoàn tác</translation>
    </message>
    <message>
      <source>Enter undoes · Backspace goes back · Esc leaves</source>
      <translation>Enter hoàn tác · Backspace quay lại · Esc thoát</translation>
    </message>
    <message>
      <source>Give this its own key</source>
      <translation>Gán phím riêng cho việc này</translation>
    </message>
    <message>
      <source>Go to booth {number} · {name}</source>
      <translation>Đến booth {number} · {name}</translation>
    </message>
    <message>
      <source>Has no keys now · Esc leaves it so</source>
      <translation>Chưa có phím · Esc giữ nguyên</translation>
    </message>
    <message>
      <source>Has {keys} now · Esc leaves it so</source>
      <translation>Đang là {keys} · Esc giữ nguyên</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên</translation>
    </message>
    <message>
      <source>Nothing is called that. Other words?</source>
      <translation>Không có việc nào tên như vậy. Thử từ khác?</translation>
    </message>
    <message>
      <source>Nothing was done from this window yet.</source>
      <translation>Chưa có việc gì được làm từ cửa sổ này.</translation>
    </message>
    <message>
      <source>Once more</source>
      <translation>Làm lại lần nữa</translation>
    </message>
    <message>
      <source>Press the new keys</source>
      <translation>Nhấn phím mới</translation>
    </message>
    <message>
      <source>Search in it</source>
      <translation>Tìm trong đó</translation>
    </message>
    <message>
      <source>Something else</source>
      <translation>Việc khác</translation>
    </message>
    <message>
      <source>There is no booth {number:02}.</source>
      <translation>Không có booth {number:02}.</translation>
    </message>
    <message>
      <source>This cannot be undone.</source>
      <translation>Việc này không hoàn tác được.</translation>
    </message>
    <message>
      <source>This must be {allowed}.</source>
      <translation>Phải là {allowed}.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Thử lại</translation>
    </message>
    <message>
      <source>Under way…</source>
      <translation>Đang làm…</translation>
    </message>
    <message>
      <source>Undo it</source>
      <translation>Hoàn tác</translation>
    </message>
    <message>
      <source>Undo: {what}</source>
      <translation>Hoàn tác: {what}</translation>
    </message>
    <message>
      <source>Undone: {what}</source>
      <translation>Đã hoàn tác: {what}</translation>
    </message>
    <message>
      <source>What I did</source>
      <translation>Việc tôi đã làm</translation>
    </message>
    <message>
      <source>What is to be done?</source>
      <translation>Cần làm gì?</translation>
    </message>
    <message>
      <source>Write numbers as “1 2 5-8”.</source>
      <translation>Viết số như “1 2 5-8”.</translation>
    </message>
    <message>
      <source>Yes, do it</source>
      <translation>Đúng, làm đi</translation>
    </message>
    <message>
      <source>Yes, undo it</source>
      <translation>Đúng, hoàn tác</translation>
    </message>
    <message>
      <source>chosen</source>
      <translation>đang chọn</translation>
    </message>
    <message>
      <source>no</source>
      <translation>không</translation>
    </message>
    <message>
      <source>not undoable</source>
      <translation>không hoàn tác được</translation>
    </message>
    <message>
      <source>number or name</source>
      <translation>số hoặc tên</translation>
    </message>
    <message>
      <source>numbers as “1 2 5-8”, or “*” for all</source>
      <translation>các số như “1 2 5-8”, hoặc “*” là tất cả</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>bị từ chối</translation>
    </message>
    <message>
      <source>undone</source>
      <translation>đã hoàn tác</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>có</translation>
    </message>
    <message>
      <source>{keys} does it from now on.</source>
      <translation>Từ nay nhấn {keys} là làm việc này.</translation>
    </message>
    <message>
      <source>{what}: {allowed} · Backspace goes back · Esc leaves</source>
      <translation>{what}: {allowed} · Backspace quay lại · Esc thoát</translation>
    </message>
    <message>
      <source>↑ ↓ choose · Enter does it · F2 gives it a key · Esc leaves</source>
      <translation>↑ ↓ chọn · Enter làm · F2 gán phím · Esc thoát</translation>
    </message>
  </context>
  <context>
    <name>PaletteView</name>
    <message>
      <source>Commands</source>
      <translation>Bảng lệnh</translation>
    </message>
    <message>
      <source>What can be chosen</source>
      <translation>Những mục có thể chọn</translation>
    </message>
  </context>
  <context>
    <name>Panic</name>
    <message>
      <source>Hold 0.4 s: to standby at once, muted. It can be taken back</source>
      <translation>Giữ 0,4 giây: về màn hình chờ ngay, tắt tiếng. Có thể trở lại</translation>
    </message>
    <message>
      <source>Left standby of {time} ({who}); what was muted is still muted</source>
      <translation>Đã rời màn hình chờ lúc {time} ({who}); tiếng đã tắt vẫn còn tắt</translation>
    </message>
    <message>
      <source>PANIC</source>
      <translation>KHẨN CẤP</translation>
    </message>
    <message>
      <source>STANDBY since {time}, by {who}</source>
      <translation>MÀN HÌNH CHỜ từ {time}, do {who}</translation>
    </message>
  </context>
  <context>
    <name>PanicLine</name>
    <message>
      <source>Back as it was (hold)</source>
      <translation>Trở lại như trước (giữ)</translation>
    </message>
    <message>
      <source>Hold 0.4 s: program, sound and preview as they were before</source>
      <translation>Giữ 0,4 giây: hình phát, tiếng và hình chờ như trước</translation>
    </message>
  </context>
  <context>
    <name>PinnedBar</name>
    <message>
      <source>Unpin</source>
      <translation>Bỏ ghim</translation>
    </message>
  </context>
  <context>
    <name>PluginForm</name>
    <message numerus="yes">
      <source>%n more setting(s)</source>
      <translation>
        <numerusform>%n cài đặt khác</numerusform>
      </translation>
    </message>
    <message>
      <source>Booth</source>
      <translation>Booth</translation>
    </message>
    <message>
      <source>Choose a booth</source>
      <translation>Chọn booth</translation>
    </message>
    <message>
      <source>How you find it again: letters, digits, dashes.</source>
      <translation>Để bạn tìm lại: chữ cái không dấu, chữ số, gạch nối.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên</translation>
    </message>
    <message>
      <source>Turned on at once</source>
      <translation>Bật ngay</translation>
    </message>
    <message>
      <source>of no booth</source>
      <translation>không thuộc booth nào</translation>
    </message>
  </context>
  <context>
    <name>Plugins</name>
    <message numerus="yes">
      <source>%n restart(s)</source>
      <translation>
        <numerusform>chạy lại %n lần</numerusform>
      </translation>
    </message>
    <message>
      <source>Add a camera</source>
      <translation>Thêm camera</translation>
    </message>
    <message>
      <source>Add a channel</source>
      <translation>Thêm kênh</translation>
    </message>
    <message>
      <source>Add a voice</source>
      <translation>Thêm giọng nói</translation>
    </message>
    <message>
      <source>Add an AI host</source>
      <translation>Thêm AI dẫn</translation>
    </message>
    <message>
      <source>Add answers</source>
      <translation>Thêm trả lời</translation>
    </message>
    <message>
      <source>Add {name}</source>
      <translation>Thêm {name}</translation>
    </message>
    <message>
      <source>Change {name}</source>
      <translation>Sửa {name}</translation>
    </message>
    <message>
      <source>Choose the booth it belongs to.</source>
      <translation>Chọn booth mà kênh này thuộc về.</translation>
    </message>
    <message>
      <source>Connected, but nothing has come for suspiciously long. Try again if chat is lively.</source>
      <translation>Đã kết nối nhưng lâu rồi không có gì tới, đáng ngờ. Nếu trên nền tảng vẫn có bình luận, hãy thử lại.</translation>
    </message>
    <message>
      <source>Folder: {folder}</source>
      <translation>Thư mục: {folder}</translation>
    </message>
    <message>
      <source>In a command line on the server:</source>
      <translation>Trong dòng lệnh trên máy chủ:</translation>
    </message>
    <message>
      <source>It needs {what}, which is not installed.</source>
      <translation>Cần {what}, chưa được cài.</translation>
    </message>
    <message>
      <source>Its folder is gone. Put it back and look again, or remove what is below.</source>
      <translation>Thư mục của nó không còn. Đặt lại rồi tìm lại, hoặc gỡ những mục bên dưới.</translation>
    </message>
    <message>
      <source>Letters, digits and dashes, at most 40, not beginning with a dash.</source>
      <translation>Chữ cái không dấu, chữ số và gạch nối, tối đa 40 ký tự, không bắt đầu bằng gạch nối.</translation>
    </message>
    <message>
      <source>Licence of that: {licence}</source>
      <translation>Giấy phép của thứ đó: {licence}</translation>
    </message>
    <message>
      <source>Look for plugins</source>
      <translation>Tìm plugin</translation>
    </message>
    <message>
      <source>Needs: {what}</source>
      <translation>Cần: {what}</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>Gỡ {name}</translation>
    </message>
    <message>
      <source>Restart {name}</source>
      <translation>Chạy lại {name}</translation>
    </message>
    <message>
      <source>Something else is called so. Choose another name.</source>
      <translation>Tên này đã có. Hãy chọn tên khác.</translation>
    </message>
    <message>
      <source>The account is not live. It is asked again by itself.</source>
      <translation>Tài khoản hiện không live. Hệ thống tự hỏi lại.</translation>
    </message>
    <message>
      <source>The connection ended. It is tried again by itself.</source>
      <translation>Kết nối đã ngắt. Hệ thống tự thử lại.</translation>
    </message>
    <message>
      <source>The service calls this address:</source>
      <translation>Dịch vụ gọi địa chỉ này:</translation>
    </message>
    <message>
      <source>This is needed.</source>
      <translation>Cần điền mục này.</translation>
    </message>
    <message>
      <source>This must be a whole number.</source>
      <translation>Phải là số nguyên.</translation>
    </message>
    <message>
      <source>This must be {allowed}.</source>
      <translation>Phải là {allowed}.</translation>
    </message>
    <message>
      <source>Try {name}</source>
      <translation>Thử lại {name}</translation>
    </message>
    <message>
      <source>Turn {name} off</source>
      <translation>Tắt {name}</translation>
    </message>
    <message>
      <source>Turn {name} on</source>
      <translation>Bật {name}</translation>
    </message>
    <message>
      <source>Turned off. It keeps its settings.</source>
      <translation>Đã tắt. Cài đặt vẫn được giữ.</translation>
    </message>
    <message>
      <source>a whole number</source>
      <translation>số nguyên</translation>
    </message>
    <message>
      <source>a whole number from {least}</source>
      <translation>số nguyên từ {least}</translation>
    </message>
    <message>
      <source>a whole number from {least} to {most}</source>
      <translation>số nguyên từ {least} đến {most}</translation>
    </message>
    <message>
      <source>a whole number up to {most}</source>
      <translation>số nguyên đến {most}</translation>
    </message>
    <message>
      <source>as shipped: {value}</source>
      <translation>mặc định: {value}</translation>
    </message>
    <message>
      <source>detail</source>
      <translation>chi tiết</translation>
    </message>
    <message>
      <source>error</source>
      <translation>lỗi</translation>
    </message>
    <message>
      <source>next try in {seconds} s</source>
      <translation>thử lại sau {seconds} giây</translation>
    </message>
    <message>
      <source>not there</source>
      <translation>không có</translation>
    </message>
    <message>
      <source>note</source>
      <translation>ghi chú</translation>
    </message>
    <message>
      <source>since {time}</source>
      <translation>từ {time}</translation>
    </message>
    <message>
      <source>trying now</source>
      <translation>đang thử</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>cảnh báo</translation>
    </message>
    <message>
      <source>{count} set up, {on} on</source>
      <translation>{count} kênh, {on} đang bật</translation>
    </message>
  </context>
  <context>
    <name>PluginsDock</name>
    <message>
      <source>Adding, changing and removing takes an administrator.</source>
      <translation>Chỉ quản trị viên được thêm, sửa, gỡ.</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Nhật ký</translation>
    </message>
    <message>
      <source>Look again</source>
      <translation>Tìm lại</translation>
    </message>
    <message>
      <source>Nothing is set up yet. An administrator adds the first channel.</source>
      <translation>Chưa có kênh nào. Quản trị viên sẽ thêm kênh đầu tiên.</translation>
    </message>
    <message>
      <source>Nothing is set up yet. Choose below where viewers write, then press “Add a channel”: it asks for the booth and the account.</source>
      <translation>Chưa có kênh nào. Chọn bên dưới nơi người xem bình luận, rồi bấm “Thêm kênh”: sẽ hỏi booth và tài khoản.</translation>
    </message>
    <message>
      <source>Plugins</source>
      <translation>Plugin</translation>
    </message>
    <message>
      <source>Plugins and their channels</source>
      <translation>Các plugin và kênh của chúng</translation>
    </message>
    <message>
      <source>Plugins are shown to technicians and above. Sign in as one.</source>
      <translation>Chỉ kỹ thuật viên trở lên xem được plugin. Hãy đăng nhập với vai trò đó.</translation>
    </message>
    <message>
      <source>Read the plugin folders anew</source>
      <translation>Đọc lại các thư mục plugin</translation>
    </message>
    <message>
      <source>This server has no plugin. An administrator can put one there.</source>
      <translation>Máy chủ này chưa có plugin nào. Quản trị viên có thể đặt vào.</translation>
    </message>
    <message>
      <source>This server has no plugin. Put a plugin's folder among its plugins, then press “Look again”.</source>
      <translation>Máy chủ này chưa có plugin nào. Đặt thư mục của plugin vào chỗ plugin của máy chủ, rồi bấm “Tìm lại”.</translation>
    </message>
  </context>
  <context>
    <name>PluginsLog</name>
    <message>
      <source>Channel</source>
      <translation>Kênh</translation>
    </message>
    <message>
      <source>Every plugin</source>
      <translation>Mọi plugin</translation>
    </message>
    <message>
      <source>How bad</source>
      <translation>Mức</translation>
    </message>
    <message>
      <source>Nothing was said yet.</source>
      <translation>Chưa có dòng nào.</translation>
    </message>
    <message>
      <source>Older</source>
      <translation>Cũ hơn</translation>
    </message>
    <message>
      <source>What it said</source>
      <translation>Nội dung</translation>
    </message>
    <message>
      <source>What plugins said</source>
      <translation>Các plugin đã nói gì</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Lúc</translation>
    </message>
    <message>
      <source>Whose</source>
      <translation>Của ai</translation>
    </message>
  </context>
  <context>
    <name>QAbstractSpinBox</name>
    <message>
      <source>&amp;Select All</source>
      <translation>Chọn &amp;hết</translation>
    </message>
    <message>
      <source>&amp;Step up</source>
      <translation>&amp;Tăng</translation>
    </message>
    <message>
      <source>Step &amp;down</source>
      <translation>&amp;Giảm</translation>
    </message>
  </context>
  <context>
    <name>QDockWidget</name>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Float</source>
      <translation>Tách ra</translation>
    </message>
  </context>
  <context>
    <name>QLineEdit</name>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Chép</translation>
    </message>
    <message>
      <source>&amp;Paste</source>
      <translation>&amp;Dán</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>&amp;Làm lại</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
      <source>Cu&amp;t</source>
      <translation>Cắ&amp;t</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>Select All</source>
      <translation>Chọn hết</translation>
    </message>
  </context>
  <context>
    <name>QWidgetTextControl</name>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Chép</translation>
    </message>
    <message>
      <source>&amp;Paste</source>
      <translation>&amp;Dán</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>&amp;Làm lại</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
      <source>Cu&amp;t</source>
      <translation>Cắ&amp;t</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>Select All</source>
      <translation>Chọn hết</translation>
    </message>
  </context>
  <context>
    <name>Recovery</name>
    <message>
      <source>All booths back from standby</source>
      <translation>Mọi booth trở lại từ màn hình chờ</translation>
    </message>
    <message>
      <source>All booths to standby</source>
      <translation>Mọi booth về màn hình chờ</translation>
    </message>
    <message>
      <source>Back from standby</source>
      <translation>Trở lại từ màn hình chờ</translation>
    </message>
    <message>
      <source>Not wanted back</source>
      <translation>Không cần chạy lại</translation>
    </message>
    <message>
      <source>Start again</source>
      <translation>Chạy lại</translation>
    </message>
    <message>
      <source>Start all missing again</source>
      <translation>Chạy lại tất cả phần còn thiếu</translation>
    </message>
    <message>
      <source>To standby</source>
      <translation>Về màn hình chờ</translation>
    </message>
  </context>
  <context>
    <name>RecoveryPanel</name>
    <message>
      <source>At work at {time}: {all} · back {back} · missing {missing} · no answer {waiting}</source>
      <translation>Đang chạy lúc {time}: {all} · đã chạy lại {back} · còn thiếu {missing} · chưa trả lời {waiting}</translation>
    </message>
    <message>
      <source>Before: {what}</source>
      <translation>Trước đó: {what}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>None is wanted back</source>
      <translation>Không cần chạy lại gì</translation>
    </message>
    <message>
      <source>Put “{scene}” on air, as it was before</source>
      <translation>Phát cảnh “{scene}” như trước</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>Ghi hình</translation>
    </message>
    <message>
      <source>Replay buffer</source>
      <translation>Phát lại</translation>
    </message>
    <message>
      <source>Start all that are missing</source>
      <translation>Chạy lại tất cả phần thiếu</translation>
    </message>
    <message>
      <source>Start it again, as it was before</source>
      <translation>Chạy lại như trước</translation>
    </message>
    <message>
      <source>Start stream</source>
      <translation>Phát luồng</translation>
    </message>
    <message>
      <source>To “{scene}”</source>
      <translation>Về “{scene}”</translation>
    </message>
    <message>
      <source>Virtual camera</source>
      <translation>Camera ảo</translation>
    </message>
    <message>
      <source>all is back</source>
      <translation>đã chạy lại đủ</translation>
    </message>
    <message>
      <source>its OBS does not answer yet</source>
      <translation>OBS chưa trả lời</translation>
    </message>
    <message>
      <source>not all is back</source>
      <translation>chưa chạy lại đủ</translation>
    </message>
    <message>
      <source>scene {scene}</source>
      <translation>cảnh {scene}</translation>
    </message>
    <message>
      <source>{what} since {time}</source>
      <translation>{what} từ {time}</translation>
    </message>
  </context>
  <context>
    <name>RescueBar</name>
    <message numerus="yes">
      <source>%n awaited</source>
      <translation>
        <numerusform>Đợi %n</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not back</source>
      <translation>
        <numerusform>%n chưa chạy lại</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n on standby: all back (hold)</source>
      <translation>
        <numerusform>%n chờ: trở lại hết (giữ)</numerusform>
      </translation>
    </message>
    <message>
      <source>All back</source>
      <translation>Đã chạy lại đủ</translation>
    </message>
    <message>
      <source>Hold 0.4 s: every booth to standby at once, muted. It can be taken back</source>
      <translation>Giữ 0,4 giây: mọi booth về màn hình chờ ngay, tắt tiếng. Có thể trở lại</translation>
    </message>
    <message>
      <source>Hold 0.4 s: program, sound and preview as they were before</source>
      <translation>Giữ 0,4 giây: hình phát, tiếng và hình chờ như trước</translation>
    </message>
    <message>
      <source>PANIC ALL</source>
      <translation>KHẨN CẤP TẤT CẢ</translation>
    </message>
    <message>
      <source>Who was live before, what is back, what is missing</source>
      <translation>Booth nào đã phát trước sự cố, cái nào đã chạy lại, cái nào còn thiếu</translation>
    </message>
  </context>
  <context>
    <name>SceneBus</name>
    <message>
      <source>NEXT</source>
      <translation>CHỜ</translation>
    </message>
    <message>
      <source>ON AIR</source>
      <translation>ĐANG PHÁT</translation>
    </message>
    <message>
      <source>PROGRAM</source>
      <translation>CẢNH PHÁT</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>Chờ</translation>
    </message>
    <message>
      <source>Program, at once</source>
      <translation>Phát ngay</translation>
    </message>
    <message>
      <source>leaving</source>
      <translation>đang rời</translation>
    </message>
  </context>
  <context>
    <name>Schema</name>
    <message>
      <source>a number</source>
      <translation>số</translation>
    </message>
    <message>
      <source>a value</source>
      <translation>một giá trị</translation>
    </message>
    <message>
      <source>a whole number</source>
      <translation>số nguyên</translation>
    </message>
    <message>
      <source>one of {choices}</source>
      <translation>một trong: {choices}</translation>
    </message>
    <message>
      <source>pairs as name=value, with commas between</source>
      <translation>các cặp tên=giá trị, cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
      <source>several, with commas between</source>
      <translation>nhiều mục, cách nhau bằng dấu phẩy</translation>
    </message>
    <message>
      <source>text</source>
      <translation>chữ</translation>
    </message>
    <message>
      <source>text of at most {most} characters</source>
      <translation>chữ tối đa {most} ký tự</translation>
    </message>
    <message>
      <source>text of {least} to {most} characters</source>
      <translation>chữ từ {least} đến {most} ký tự</translation>
    </message>
    <message>
      <source>yes or no</source>
      <translation>có hoặc không</translation>
    </message>
    <message>
      <source>{what} from {least}</source>
      <translation>{what} từ {least}</translation>
    </message>
    <message>
      <source>{what} from {least} to {most}</source>
      <translation>{what} từ {least} đến {most}</translation>
    </message>
    <message>
      <source>{what} up to {most}</source>
      <translation>{what} đến {most}</translation>
    </message>
  </context>
  <context>
    <name>SecondWindow</name>
    <message>
      <source>booth</source>
      <translation>booth</translation>
    </message>
    <message>
      <source>wall</source>
      <translation>tường booth</translation>
    </message>
  </context>
  <context>
    <name>ServerPage</name>
    <message>
      <source>As shipped</source>
      <translation>Về mặc định</translation>
    </message>
    <message>
      <source>Written; the server takes it over at its next start.</source>
      <translation>Đã ghi; máy chủ dùng từ lần khởi động sau.</translation>
    </message>
    <message>
      <source>{name} · {allowed} · as shipped: {default}</source>
      <translation>{name} · {allowed} · mặc định: {default}</translation>
    </message>
  </context>
  <context>
    <name>ServerSettings</name>
    <message>
      <source>Alarms: from where on, for all booths</source>
      <translation>Cảnh báo: ngưỡng cho mọi booth</translation>
    </message>
    <message>
      <source>Certificate file (PEM) for other PCs.</source>
      <translation>Tệp chứng chỉ (PEM) cho các máy khác.</translation>
    </message>
    <message>
      <source>Chat: hiding, replies, keeping</source>
      <translation>Chat: ẩn, trả lời, lưu giữ</translation>
    </message>
    <message>
      <source>Congestion or lost frames: seconds.</source>
      <translation>Nghẽn hoặc rớt khung hình: giây.</translation>
    </message>
    <message>
      <source>Congestion, OBS's own figure 0 to 1.</source>
      <translation>Nghẽn đường truyền, số của OBS từ 0 đến 1.</translation>
    </message>
    <message>
      <source>Days without a word after which a buyer is forgotten.</source>
      <translation>Số ngày không nói gì thì quên người mua.</translation>
    </message>
    <message>
      <source>Empty: a file of its own; or postgresql://user@machine/name.</source>
      <translation>Để trống: tệp riêng; hoặc postgresql://user@machine/name.</translation>
    </message>
    <message>
      <source>Figures that are kept</source>
      <translation>Số liệu được giữ</translation>
    </message>
    <message>
      <source>Frames the PC did not draw: percent.</source>
      <translation>Khung hình máy không kịp vẽ: phần trăm.</translation>
    </message>
    <message>
      <source>Frames the line did not take: percent.</source>
      <translation>Khung hình đường truyền không nhận: phần trăm.</translation>
    </message>
    <message>
      <source>Free room on the server: GB.</source>
      <translation>Chỗ trống trên máy chủ: GB.</translation>
    </message>
    <message>
      <source>Free room where OBS records: GB.</source>
      <translation>Chỗ trống nơi OBS ghi hình: GB.</translation>
    </message>
    <message>
      <source>From the stream's start until the platform shows it: seconds.</source>
      <translation>Từ lúc bắt đầu phát đến khi nền tảng hiện: số giây.</translation>
    </message>
    <message>
      <source>Hide messages with phone numbers.</source>
      <translation>Ẩn tin có số điện thoại.</translation>
    </message>
    <message>
      <source>Hide messages with web addresses.</source>
      <translation>Ẩn tin có địa chỉ web.</translation>
    </message>
    <message>
      <source>Hide on the platform too what is hidden here.</source>
      <translation>Ẩn cả trên nền tảng những gì ẩn ở đây.</translation>
    </message>
    <message>
      <source>How many days of chat are kept.</source>
      <translation>Giữ chat bao nhiêu ngày.</translation>
    </message>
    <message>
      <source>How many days of figures are kept.</source>
      <translation>Giữ số liệu bao nhiêu ngày.</translation>
    </message>
    <message>
      <source>How often the same of one account is shown; 0 always.</source>
      <translation>Tin trùng của một tài khoản hiện mấy lần; 0: luôn hiện.</translation>
    </message>
    <message>
      <source>Key file (PEM) of that certificate.</source>
      <translation>Tệp khóa (PEM) của chứng chỉ đó.</translation>
    </message>
    <message>
      <source>Messages of one account in 10 s that are shown; 0 all.</source>
      <translation>Số tin của một tài khoản được hiện trong 10 s; 0: tất cả.</translation>
    </message>
    <message>
      <source>Names by which browsers may call this server.</source>
      <translation>Các tên mà trình duyệt được dùng để gọi máy chủ này.</translation>
    </message>
    <message>
      <source>Not as commissioned: seconds.</source>
      <translation>Khác với mẫu đã dựng: giây.</translation>
    </message>
    <message>
      <source>OBS lost, silent or refusing: seconds.</source>
      <translation>Mất OBS, OBS im hoặc từ chối: giây.</translation>
    </message>
    <message>
      <source>OBS says that it loads: seconds.</source>
      <translation>OBS báo đang tải: giây.</translation>
    </message>
    <message>
      <source>OBS's processor time: percent.</source>
      <translation>OBS dùng bộ xử lý: phần trăm.</translation>
    </message>
    <message>
      <source>Picture frozen: seconds.</source>
      <translation>Hình đứng yên: giây.</translation>
    </message>
    <message>
      <source>Platform and OBS say otherwise: seconds.</source>
      <translation>Nền tảng và OBS nói khác nhau: số giây.</translation>
    </message>
    <message>
      <source>Processor too busy for so many seconds.</source>
      <translation>Bộ xử lý quá bận trong bao nhiêu giây.</translation>
    </message>
    <message>
      <source>Program black: seconds.</source>
      <translation>Hình phát bị đen: giây.</translation>
    </message>
    <message>
      <source>Program silent: seconds.</source>
      <translation>Hình phát không có tiếng: giây.</translation>
    </message>
    <message>
      <source>Replies given by themselves; a semicolon between them.</source>
      <translation>Câu trả lời tự động; cách nhau bằng dấu chấm phẩy.</translation>
    </message>
    <message>
      <source>Room for chat in MB; the oldest goes first.</source>
      <translation>Dung lượng cho chat, tính bằng MB; cũ nhất bị xóa trước.</translation>
    </message>
    <message>
      <source>Room for figures in MB; the oldest go first.</source>
      <translation>Chỗ cho số liệu (MB); cũ nhất bị xóa trước.</translation>
    </message>
    <message>
      <source>Sending, and nobody confirmed it arrives: minutes; 0 never.</source>
      <translation>Đang phát mà chưa ai xác nhận đã đến nơi: phút; 0 là không báo.</translation>
    </message>
    <message>
      <source>Server: taken over at its next start</source>
      <translation>Máy chủ: có hiệu lực ở lần khởi động sau</translation>
    </message>
    <message>
      <source>Setting {field}</source>
      <translation>Cài đặt {field}</translation>
    </message>
    <message>
      <source>Stream or recording stopped or stalled: seconds.</source>
      <translation>Luồng phát hoặc ghi hình dừng hay kẹt: giây.</translation>
    </message>
    <message>
      <source>Studio</source>
      <translation>Studio</translation>
    </message>
    <message>
      <source>The address it listens on.</source>
      <translation>Địa chỉ máy chủ nhận kết nối.</translation>
    </message>
    <message>
      <source>The language the server writes in.</source>
      <translation>Ngôn ngữ máy chủ dùng.</translation>
    </message>
    <message>
      <source>The port it listens on; 0 takes a free one.</source>
      <translation>Cổng máy chủ nhận kết nối; 0 là cổng trống bất kỳ.</translation>
    </message>
    <message>
      <source>The studio's name, as windows show it.</source>
      <translation>Tên của studio, hiện trên các cửa sổ.</translation>
    </message>
    <message>
      <source>Words that hide a message, however they are disguised.</source>
      <translation>Từ khiến tin bị ẩn, dù được ngụy trang thế nào.</translation>
    </message>
  </context>
  <context>
    <name>ServersPage</name>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Another server</source>
      <translation>Máy chủ khác</translation>
    </message>
    <message>
      <source>Certificate SHA-256: {fingerprint}</source>
      <translation>Chứng chỉ SHA-256: {fingerprint}</translation>
    </message>
    <message>
      <source>Forget {server}? It goes on as it is. Press again</source>
      <translation>Quên {server}? Máy chủ vẫn chạy. Bấm lần nữa</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ bỏ</translation>
    </message>
    <message>
      <source>Sign in</source>
      <translation>Đăng nhập</translation>
    </message>
    <message>
      <source>Sign out</source>
      <translation>Đăng xuất</translation>
    </message>
    <message>
      <source>The first certificate that a server shows is remembered. Compare its fingerprint with the one that `boothdeck doctor` prints on that machine.</source>
      <translation>Chứng chỉ đầu tiên của máy chủ được ghi nhớ. Hãy so dấu vân tay với dòng mà `boothdeck doctor` in ra trên máy đó.</translation>
    </message>
    <message>
      <source>Try again now</source>
      <translation>Thử lại ngay</translation>
    </message>
    <message>
      <source>connected</source>
      <translation>đã kết nối</translation>
    </message>
    <message>
      <source>connecting</source>
      <translation>đang kết nối</translation>
    </message>
    <message>
      <source>lost, trying again</source>
      <translation>mất kết nối, đang thử lại</translation>
    </message>
    <message>
      <source>name or address, for example studio-q7:7450</source>
      <translation>tên hoặc địa chỉ, ví dụ studio-q7:7450</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>bị từ chối</translation>
    </message>
    <message>
      <source>sign in</source>
      <translation>cần đăng nhập</translation>
    </message>
    <message>
      <source>this machine</source>
      <translation>máy này</translation>
    </message>
  </context>
  <context>
    <name>SetUpPage</name>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>From where</source>
      <translation>Từ đâu</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Lưu</translation>
    </message>
    <message>
      <source>Somebody has removed it meanwhile.</source>
      <translation>Trong lúc đó có người đã gỡ nó.</translation>
    </message>
    <message>
      <source>The server took it, but does not show it yet. Look before you repeat.</source>
      <translation>Máy chủ đã nhận nhưng chưa hiện ra. Hãy xem lại trước khi làm lần nữa.</translation>
    </message>
  </context>
  <context>
    <name>SettingField</name>
    <message>
      <source>Forget it</source>
      <translation>Quên đi</translation>
    </message>
    <message>
      <source>Kept in the keyring, never shown again.</source>
      <translation>Cất trong kho khóa, không bao giờ hiện lại.</translation>
    </message>
    <message>
      <source>is forgotten when saved</source>
      <translation>sẽ quên khi lưu</translation>
    </message>
    <message>
      <source>kept; type a new one to replace it</source>
      <translation>đã cất; gõ mã mới để thay</translation>
    </message>
    <message>
      <source>{title} (if wanted)</source>
      <translation>{title} (không bắt buộc)</translation>
    </message>
  </context>
  <context>
    <name>SettingsDialog</name>
    <message>
      <source>About</source>
      <translation>Giới thiệu</translation>
    </message>
    <message>
      <source>Booths</source>
      <translation>Các booth</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Phím tắt</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Các trang</translation>
    </message>
    <message>
      <source>Server settings</source>
      <translation>Cài đặt máy chủ</translation>
    </message>
    <message>
      <source>Servers</source>
      <translation>Máy chủ</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Cài đặt</translation>
    </message>
    <message>
      <source>Staff</source>
      <translation>Nhân sự</translation>
    </message>
  </context>
  <context>
    <name>Shortcuts</name>
    <message>
      <source>Alarms: show or hide</source>
      <translation>Cảnh báo: hiện hoặc ẩn</translation>
    </message>
    <message>
      <source>Change the language</source>
      <translation>Đổi ngôn ngữ</translation>
    </message>
    <message>
      <source>Choose all booths together</source>
      <translation>Chọn tất cả booth cùng lúc</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>Bảng lệnh</translation>
    </message>
    <message>
      <source>Connect to the booth's OBS again</source>
      <translation>Kết nối lại OBS của booth</translation>
    </message>
    <message>
      <source>Cut to the preview at once</source>
      <translation>Cắt ngay sang cảnh chờ</translation>
    </message>
    <message>
      <source>Digits choose booths. Use Ctrl, Alt or another key.</source>
      <translation>Chữ số dùng để chọn booth. Hãy dùng Ctrl, Alt hoặc phím khác.</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Toàn màn hình</translation>
    </message>
    <message>
      <source>Hold 0.4 s: PANIC ALL, every booth to standby</source>
      <translation>Giữ 0,4 giây: KHẨN CẤP TẤT CẢ, mọi booth về màn hình chờ</translation>
    </message>
    <message>
      <source>Hold 0.4 s: PANIC, the booth to standby</source>
      <translation>Giữ 0,4 giây: KHẨN CẤP, booth về màn hình chờ</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Phím tắt</translation>
    </message>
    <message>
      <source>Layout Direct: wall and booth</source>
      <translation>Bố cục Đạo diễn: tường hình và booth</translation>
    </message>
    <message>
      <source>Layout Monitor: the wall only</source>
      <translation>Bố cục Giám sát: chỉ tường hình</translation>
    </message>
    <message>
      <source>Layout Order desk: picture, chat and orders</source>
      <translation>Bố cục Bàn đơn hàng: hình, chat và đơn</translation>
    </message>
    <message>
      <source>Let go of the booth</source>
      <translation>Bỏ chọn booth</translation>
    </message>
    <message>
      <source>New order, by phone or at the counter</source>
      <translation>Đơn mới, qua điện thoại hoặc tại quầy</translation>
    </message>
    <message>
      <source>Next booth that needs me</source>
      <translation>Booth kế tiếp đang cần tôi</translation>
    </message>
    <message>
      <source>Orders: show or hide</source>
      <translation>Đơn: hiện hoặc ẩn</translation>
    </message>
    <message>
      <source>Put back on air what was there before</source>
      <translation>Đưa cảnh trước đó lên sóng lại</translation>
    </message>
    <message>
      <source>Scene {place} to preview</source>
      <translation>Đưa cảnh {place} vào chờ</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Cài đặt</translation>
    </message>
    <message>
      <source>Take the preview on air</source>
      <translation>Đưa cảnh chờ lên sóng</translation>
    </message>
    <message>
      <source>These keys belong to “{other}”.</source>
      <translation>Phím này đang dùng cho “{other}”.</translation>
    </message>
    <message>
      <source>Undo the last change</source>
      <translation>Hoàn tác thay đổi vừa rồi</translation>
    </message>
    <message>
      <source>What I did</source>
      <translation>Việc tôi đã làm</translation>
    </message>
  </context>
  <context>
    <name>SignInPage</name>
    <message>
      <source>Back to the wall</source>
      <translation>Về tường hình</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>Delete the last digit</source>
      <translation>Xóa chữ số cuối</translation>
    </message>
    <message>
      <source>Go on as this machine's owner</source>
      <translation>Vào với tư cách chủ máy này</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên</translation>
    </message>
    <message>
      <source>Nobody can sign in there yet. On that machine run `boothdeck user add`.</source>
      <translation>Ở đó chưa ai đăng nhập được. Trên máy đó hãy chạy `boothdeck user add`.</translation>
    </message>
    <message>
      <source>PIN</source>
      <translation>Mã PIN</translation>
    </message>
    <message>
      <source>Server</source>
      <translation>Máy chủ</translation>
    </message>
    <message>
      <source>Sign in</source>
      <translation>Đăng nhập</translation>
    </message>
    <message>
      <source>The account that runs the server on this machine may do everything there</source>
      <translation>Tài khoản chạy máy chủ trên máy này được làm mọi việc</translation>
    </message>
  </context>
  <context>
    <name>Sound</name>
    <message>
      <source>Balance “{input}”</source>
      <translation>Cân bằng “{input}”</translation>
    </message>
    <message>
      <source>Monitoring “{input}”</source>
      <translation>Kiểm âm “{input}”</translation>
    </message>
    <message>
      <source>Mute “{input}”</source>
      <translation>Tắt tiếng “{input}”</translation>
    </message>
    <message>
      <source>Sync offset “{input}”</source>
      <translation>Độ trễ tiếng “{input}”</translation>
    </message>
    <message>
      <source>Tracks “{input}”</source>
      <translation>Rãnh tiếng “{input}”</translation>
    </message>
    <message>
      <source>Unmute “{input}”</source>
      <translation>Mở tiếng “{input}”</translation>
    </message>
    <message>
      <source>Volume “{input}”</source>
      <translation>Âm lượng “{input}”</translation>
    </message>
  </context>
  <context>
    <name>Sources</name>
    <message>
      <source>Filter “{name}”</source>
      <translation>Bộ lọc “{name}”</translation>
    </message>
    <message>
      <source>Hide “{source}”</source>
      <translation>Ẩn “{source}”</translation>
    </message>
    <message>
      <source>Lock “{source}”</source>
      <translation>Khóa “{source}”</translation>
    </message>
    <message>
      <source>Media “{name}”</source>
      <translation>Tệp phát “{name}”</translation>
    </message>
    <message>
      <source>Move “{source}”</source>
      <translation>Chuyển lớp “{source}”</translation>
    </message>
    <message>
      <source>Show “{source}”</source>
      <translation>Hiện “{source}”</translation>
    </message>
    <message>
      <source>Unlock “{source}”</source>
      <translation>Mở khóa “{source}”</translation>
    </message>
  </context>
  <context>
    <name>SourcesDock</name>
    <message>
      <source>Choose a source first.</source>
      <translation>Hãy chọn một nguồn trước.</translation>
    </message>
    <message>
      <source>Filters</source>
      <translation>Bộ lọc</translation>
    </message>
    <message>
      <source>Hide</source>
      <translation>Ẩn</translation>
    </message>
    <message>
      <source>IN PROGRAM</source>
      <translation>CẢNH PHÁT</translation>
    </message>
    <message>
      <source>In preview: {scene}</source>
      <translation>Đang chờ: {scene}</translation>
    </message>
    <message>
      <source>In program</source>
      <translation>Trong cảnh phát</translation>
    </message>
    <message>
      <source>In program: {scene}</source>
      <translation>Đang phát: {scene}</translation>
    </message>
    <message>
      <source>Lock in OBS</source>
      <translation>Khóa trong OBS</translation>
    </message>
    <message>
      <source>NEXT</source>
      <translation>CHỜ</translation>
    </message>
    <message>
      <source>OBS did not confirm the change of “{source}”. Look there.</source>
      <translation>OBS không xác nhận thay đổi của “{source}”. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>ON AIR</source>
      <translation>ĐANG PHÁT</translation>
    </message>
    <message>
      <source>One to the back</source>
      <translation>Xuống một lớp</translation>
    </message>
    <message>
      <source>One to the front</source>
      <translation>Lên một lớp</translation>
    </message>
    <message>
      <source>Scene</source>
      <translation>Cảnh</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Hiện</translation>
    </message>
    <message>
      <source>Sources, front first</source>
      <translation>Các nguồn, lớp trên cùng trước</translation>
    </message>
    <message>
      <source>Unlock</source>
      <translation>Mở khóa</translation>
    </message>
    <message>
      <source>Viewers see this</source>
      <translation>Người xem thấy ngay</translation>
    </message>
    <message>
      <source>hidden</source>
      <translation>ẩn</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>đã khóa</translation>
    </message>
    <message>
      <source>not locked</source>
      <translation>không khóa</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>hiện</translation>
    </message>
  </context>
  <context>
    <name>StaffPage</name>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Tên</translation>
    </message>
    <message>
      <source>PIN, 4 to 12 digits</source>
      <translation>Mã PIN, 4 đến 12 chữ số</translation>
    </message>
    <message>
      <source>Role</source>
      <translation>Vai trò</translation>
    </message>
    <message>
      <source>Sign {name} out everywhere? Press again</source>
      <translation>Đăng xuất {name} ở mọi nơi? Bấm lần nữa</translation>
    </message>
    <message>
      <source>Somebody new</source>
      <translation>Người mới</translation>
    </message>
    <message>
      <source>Take access away</source>
      <translation>Thu quyền vào</translation>
    </message>
    <message>
      <source>access taken away</source>
      <translation>đã bị thu quyền</translation>
    </message>
    <message>
      <source>last here {day} {time}</source>
      <translation>lần cuối {day} {time}</translation>
    </message>
    <message>
      <source>never signed in</source>
      <translation>chưa đăng nhập lần nào</translation>
    </message>
  </context>
  <context>
    <name>StatisticsView</name>
    <message>
      <source>CPU of OBS</source>
      <translation>CPU của OBS</translation>
    </message>
    <message>
      <source>Disk free</source>
      <translation>Đĩa trống</translation>
    </message>
    <message>
      <source>Drawing skipped</source>
      <translation>Không kịp vẽ</translation>
    </message>
    <message>
      <source>Frame time</source>
      <translation>Thời gian vẽ</translation>
    </message>
    <message>
      <source>Frames/s</source>
      <translation>Khung/giây</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>Bộ nhớ</translation>
    </message>
    <message>
      <source>Round trip</source>
      <translation>Khứ hồi</translation>
    </message>
  </context>
  <context>
    <name>Strip</name>
    <message>
      <source>Arrow keys and wheel 0.5 dB, Page keys 3 dB; double click or Home: 0 dB</source>
      <translation>Phím mũi tên và con lăn 0,5 dB, phím Page 3 dB; bấm đúp hoặc Home: 0 dB</translation>
    </message>
    <message>
      <source>Fader of “{input}”</source>
      <translation>Cần âm lượng “{input}”</translation>
    </message>
    <message>
      <source>Heard on the monitoring device</source>
      <translation>Đang nghe ở thiết bị kiểm âm</translation>
    </message>
    <message>
      <source>L</source>
      <translation>T</translation>
    </message>
    <message>
      <source>Level of “{input}”</source>
      <translation>Mức âm “{input}”</translation>
    </message>
    <message>
      <source>Monitoring, balance, sync offset, tracks of “{input}”</source>
      <translation>Kiểm âm, cân bằng, độ trễ, rãnh tiếng của “{input}”</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>Tắt</translation>
    </message>
    <message>
      <source>Mute “{input}”</source>
      <translation>Tắt tiếng “{input}”</translation>
    </message>
    <message>
      <source>Muted</source>
      <translation>Đã tắt</translation>
    </message>
    <message>
      <source>OBS did not confirm that “{input}” is muted. Look there.</source>
      <translation>OBS không xác nhận “{input}” đã tắt tiếng. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>OBS did not confirm that “{input}” is open. Look there.</source>
      <translation>OBS không xác nhận “{input}” đã mở tiếng. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>OBS did not confirm the volume of “{input}”; it shows OBS's own again.</source>
      <translation>OBS không xác nhận âm lượng của “{input}”; đã hiện lại mức của OBS.</translation>
    </message>
    <message>
      <source>On air</source>
      <translation>Đang phát</translation>
    </message>
    <message>
      <source>Open “{input}”</source>
      <translation>Mở tiếng “{input}”</translation>
    </message>
    <message>
      <source>R</source>
      <translation>P</translation>
    </message>
    <message>
      <source>Type a level in dB, to +26</source>
      <translation>Gõ mức âm theo dB, tới +26</translation>
    </message>
  </context>
  <context>
    <name>SwitcherDock</name>
    <message>
      <source>Choose a booth: click its tile on the wall, or type its two digits.</source>
      <translation>Chọn booth: bấm vào ô trên tường hình, hoặc gõ hai chữ số của booth.</translation>
    </message>
    <message>
      <source>Choose “{scene}” as next</source>
      <translation>Chọn “{scene}” làm cảnh chờ</translation>
    </message>
    <message>
      <source>NEXT · {scene}</source>
      <translation>CHỜ · {scene}</translation>
    </message>
    <message>
      <source>NO PREVIEW</source>
      <translation>KHÔNG CÓ CẢNH CHỜ</translation>
    </message>
    <message>
      <source>OBS has not said yet what is on air.</source>
      <translation>OBS chưa báo đang phát cảnh nào.</translation>
    </message>
    <message>
      <source>Profile, scene collection, hotkeys</source>
      <translation>Hồ sơ, bộ cảnh, phím nóng</translation>
    </message>
    <message>
      <source>Put “{scene}” on air at once, by a cut. With the transition: choose it as preview, then TAKE.</source>
      <translation>Đưa “{scene}” lên sóng ngay, cắt thẳng. Muốn có chuyển cảnh: chọn làm cảnh chờ rồi TAKE.</translation>
    </message>
    <message>
      <source>Studio mode is off. A press on the program bus goes on air at once.</source>
      <translation>Chế độ studio đang tắt. Bấm ở hàng phát là lên sóng ngay.</translation>
    </message>
    <message>
      <source>Studio mode is off: there is no preview.</source>
      <translation>Chế độ studio đang tắt: không có cảnh chờ.</translation>
    </message>
    <message>
      <source>Studio mode off</source>
      <translation>Studio: tắt</translation>
    </message>
    <message>
      <source>Studio mode on</source>
      <translation>Studio: bật</translation>
    </message>
    <message>
      <source>Studio off</source>
      <translation>Studio: tắt</translation>
    </message>
    <message>
      <source>Studio on</source>
      <translation>Studio: bật</translation>
    </message>
    <message>
      <source>Switch the preview off: scenes then go on air at once</source>
      <translation>Tắt cảnh chờ: bấm cảnh nào là lên sóng ngay</translation>
    </message>
    <message>
      <source>Switch the preview on: scenes are looked at before they go on air</source>
      <translation>Bật cảnh chờ: xem cảnh trước khi lên sóng</translation>
    </message>
    <message>
      <source>picture of {time}</source>
      <translation>hình lúc {time}</translation>
    </message>
    <message>
      <source>{percent} skipped</source>
      <translation>{percent} rớt</translation>
    </message>
  </context>
  <context>
    <name>SwitcherWishes</name>
    <message>
      <source>OBS did not confirm it: on air is still “{now}”, not “{wanted}”. Look there.</source>
      <translation>OBS không xác nhận: vẫn đang phát “{now}”, chưa phải “{wanted}”. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>OBS did not confirm the change of studio mode. Look there.</source>
      <translation>OBS không xác nhận đổi chế độ studio. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>OBS did not confirm the transition; OBS's own is shown again.</source>
      <translation>OBS không xác nhận hiệu ứng; đã hiện lại của OBS.</translation>
    </message>
    <message>
      <source>OBS did not confirm “{scene}” as preview. Look there.</source>
      <translation>OBS không xác nhận “{scene}” làm cảnh chờ. Hãy nhìn tận nơi.</translation>
    </message>
  </context>
  <context>
    <name>Switching</name>
    <message>
      <source>Back to the scene before</source>
      <translation>Về cảnh trước đó</translation>
    </message>
    <message>
      <source>Cut</source>
      <translation>Cắt</translation>
    </message>
    <message>
      <source>Hotkey {name}</source>
      <translation>Phím nóng {name}</translation>
    </message>
    <message>
      <source>Nothing was switched from here</source>
      <translation>Chưa chuyển cảnh nào từ đây</translation>
    </message>
    <message>
      <source>Preview “{scene}”</source>
      <translation>Chờ “{scene}”</translation>
    </message>
    <message>
      <source>Profile {name}</source>
      <translation>Hồ sơ {name}</translation>
    </message>
    <message>
      <source>Scene collection {name}</source>
      <translation>Bộ cảnh {name}</translation>
    </message>
    <message>
      <source>Studio mode off</source>
      <translation>Tắt chế độ studio</translation>
    </message>
    <message>
      <source>Studio mode on</source>
      <translation>Bật chế độ studio</translation>
    </message>
    <message>
      <source>T-bar</source>
      <translation>Cần gạt T-bar</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>Lên sóng</translation>
    </message>
    <message>
      <source>Transition</source>
      <translation>Hiệu ứng chuyển</translation>
    </message>
  </context>
  <context>
    <name>Toast</name>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message numerus="yes">
      <source>%n booth(s)</source>
      <translation>
        <numerusform>%n booth</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need(s) me</source>
      <translation>
        <numerusform>%n việc cần tôi</numerusform>
      </translation>
    </message>
    <message>
      <source>About BoothDeck</source>
      <translation>Giới thiệu BoothDeck</translation>
    </message>
    <message>
      <source>Booths and settings…</source>
      <translation>Booth và cài đặt…</translation>
    </message>
    <message>
      <source>Booths that viewers see now, by OBS's word; with “?” those that were on air when last heard</source>
      <translation>Số booth người xem đang thấy, theo lời OBS; dấu “?” là các booth còn đang phát khi mất liên lạc</translation>
    </message>
    <message>
      <source>Command…</source>
      <translation>Lệnh…</translation>
    </message>
    <message>
      <source>Docks back to their places</source>
      <translation>Đưa các bảng về chỗ cũ</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Toàn màn hình</translation>
    </message>
    <message>
      <source>Keys…</source>
      <translation>Phím tắt…</translation>
    </message>
    <message>
      <source>Not signed in</source>
      <translation>Chưa đăng nhập</translation>
    </message>
    <message>
      <source>Servers…</source>
      <translation>Máy chủ…</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Cài đặt</translation>
    </message>
    <message>
      <source>Sign in</source>
      <translation>Đăng nhập</translation>
    </message>
    <message>
      <source>Sign out</source>
      <translation>Đăng xuất</translation>
    </message>
    <message>
      <source>The server's clock, in Vietnam</source>
      <translation>Giờ máy chủ, theo giờ Việt Nam</translation>
    </message>
    <message>
      <source>Viewers of all booths, on the channels that tell</source>
      <translation>Người xem của mọi booth, trên các kênh có báo</translation>
    </message>
    <message>
      <source>Who you are on each server</source>
      <translation>Bạn là ai trên từng máy chủ</translation>
    </message>
    <message>
      <source>{count} ON AIR</source>
      <translation>{count} ĐANG PHÁT</translation>
    </message>
    <message>
      <source>{count} watching</source>
      <translation>{count} người xem</translation>
    </message>
  </context>
  <context>
    <name>Wall</name>
    <message>
      <source>AIR</source>
      <translation>PHÁT</translation>
    </message>
    <message>
      <source>AIR?</source>
      <translation>PHÁT?</translation>
    </message>
    <message>
      <source>CONNECTING</source>
      <translation>ĐANG NỐI</translation>
    </message>
    <message>
      <source>Cam</source>
      <translation>Cam</translation>
    </message>
    <message>
      <source>Camera off</source>
      <translation>Camera tắt</translation>
    </message>
    <message>
      <source>Camera on</source>
      <translation>Camera bật</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Live unknown</source>
      <translation>Live: chưa rõ</translation>
    </message>
    <message>
      <source>Not live</source>
      <translation>Không live</translation>
    </message>
    <message>
      <source>OBS</source>
      <translation>OBS</translation>
    </message>
    <message>
      <source>OBS off</source>
      <translation>OBS không phát</translation>
    </message>
    <message>
      <source>OBS sends</source>
      <translation>OBS phát đi</translation>
    </message>
    <message>
      <source>OBS unknown</source>
      <translation>OBS: chưa rõ</translation>
    </message>
    <message>
      <source>OBS: {fps} fps · CPU {cpu} · {skipped} not drawn · disk {disk}</source>
      <translation>OBS: {fps} fps · CPU {cpu} · {skipped} không kịp vẽ · ổ đĩa {disk}</translation>
    </message>
    <message>
      <source>OFF</source>
      <translation>NGHỈ</translation>
    </message>
    <message>
      <source>ON AIR</source>
      <translation>ĐANG PHÁT</translation>
    </message>
    <message>
      <source>ON AIR?</source>
      <translation>ĐANG PHÁT?</translation>
    </message>
    <message>
      <source>Platform live</source>
      <translation>Đang live</translation>
    </message>
    <message>
      <source>REC</source>
      <translation>GHI</translation>
    </message>
    <message>
      <source>Reconnecting</source>
      <translation>Đang nối lại</translation>
    </message>
    <message>
      <source>STARTING</source>
      <translation>ĐANG BẬT</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Đang bật</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Đang tắt</translation>
    </message>
    <message>
      <source>The server does not answer; what is shown may be old.</source>
      <translation>Máy chủ không trả lời; những gì đang hiện có thể đã cũ.</translation>
    </message>
    <message>
      <source>UNKNOWN</source>
      <translation>CHƯA RÕ</translation>
    </message>
    <message>
      <source>last heard {time}</source>
      <translation>nghe lần cuối lúc {time}</translation>
    </message>
    <message>
      <source>says {who}, {time}</source>
      <translation>theo {who}, {time}</translation>
    </message>
    <message>
      <source>server away</source>
      <translation>mất máy chủ</translation>
    </message>
    <message>
      <source>{count} watching</source>
      <translation>{count} người xem</translation>
    </message>
    <message>
      <source>{count}× reconnected</source>
      <translation>nối lại {count} lần</translation>
    </message>
    <message>
      <source>{share} dropped</source>
      <translation>rớt {share}</translation>
    </message>
    <message>
      <source>{share} lost</source>
      <translation>rớt {share}</translation>
    </message>
  </context>
  <context>
    <name>WallEmpty</name>
    <message>
      <source>1. In OBS: Tools → WebSocket Server Settings → Enable WebSocket server.</source>
      <translation>1. Trong OBS: Công cụ (Tools) → Cài đặt máy chủ WebSocket (WebSocket Server Settings) → bật máy chủ WebSocket.</translation>
    </message>
    <message>
      <source>2. Press Show Connect Info there and copy the password.</source>
      <translation>2. Bấm Hiện thông tin kết nối (Show Connect Info) ở đó và sao chép mật khẩu.</translation>
    </message>
    <message>
      <source>3. Add the booth here; BoothDeck finds an OBS on this machine itself.</source>
      <translation>3. Thêm booth ở đây; BoothDeck tự tìm OBS trên máy này.</translation>
    </message>
    <message>
      <source>Add a booth</source>
      <translation>Thêm booth</translation>
    </message>
    <message>
      <source>Add your first booth</source>
      <translation>Thêm booth đầu tiên</translation>
    </message>
    <message>
      <source>An administrator can add one here, after signing in.</source>
      <translation>Quản trị viên đăng nhập rồi thêm booth ở đây.</translation>
    </message>
    <message>
      <source>Its booths appear here as soon as it answers.</source>
      <translation>Các booth sẽ hiện ở đây ngay khi máy chủ trả lời.</translation>
    </message>
    <message>
      <source>No booths yet</source>
      <translation>Chưa có booth nào</translation>
    </message>
    <message>
      <source>No server is connected</source>
      <translation>Chưa kết nối máy chủ nào</translation>
    </message>
  </context>
  <context>
    <name>WallView</name>
    <message numerus="yes">
      <source>%n, in fixed places</source>
      <translation>
        <numerusform>%n · vị trí cố định</numerusform>
      </translation>
    </message>
    <message>
      <source>All</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>Arrow keys choose a booth</source>
      <translation>Phím mũi tên để chọn booth</translation>
    </message>
    <message>
      <source>Booth template…</source>
      <translation>Mẫu booth…</translation>
    </message>
    <message>
      <source>Booths</source>
      <translation>Các booth</translation>
    </message>
    <message>
      <source>Connect to OBS again now</source>
      <translation>Kết nối lại OBS ngay</translation>
    </message>
    <message>
      <source>Dim booths that are all right</source>
      <translation>Làm mờ booth không có sự cố</translation>
    </message>
    <message>
      <source>Dim booths that are not on air</source>
      <translation>Làm mờ booth không phát</translation>
    </message>
    <message>
      <source>Dim booths without an AI host</source>
      <translation>Làm mờ booth không có AI dẫn</translation>
    </message>
    <message>
      <source>I see it live on the platform</source>
      <translation>Tôi thấy nền tảng đang chiếu</translation>
    </message>
    <message>
      <source>Nobody knows whether it is live</source>
      <translation>Chưa rõ nền tảng có chiếu không</translation>
    </message>
    <message>
      <source>On air</source>
      <translation>Đang phát</translation>
    </message>
    <message>
      <source>Show every booth alike</source>
      <translation>Hiện mọi booth như nhau</translation>
    </message>
    <message>
      <source>The platform does not show it</source>
      <translation>Nền tảng không chiếu</translation>
    </message>
    <message>
      <source>Trouble</source>
      <translation>Cảnh báo</translation>
    </message>
    <message>
      <source>no picture yet</source>
      <translation>chưa có hình</translation>
    </message>
    <message>
      <source>picture of {time}</source>
      <translation>hình lúc {time}</translation>
    </message>
  </context>
  <context>
    <name>WindowRows</name>
    <message>
      <source>Add a channel, voice, camera …</source>
      <translation>Thêm kênh, giọng nói, camera …</translation>
    </message>
    <message>
      <source>Close the second window</source>
      <translation>Đóng cửa sổ thứ hai</translation>
    </message>
    <message>
      <source>Delete layout {name}</source>
      <translation>Xóa bố cục {name}</translation>
    </message>
    <message>
      <source>Docks back to their places</source>
      <translation>Đưa các bảng về chỗ cũ</translation>
    </message>
    <message>
      <source>Layout {name}</source>
      <translation>Bố cục {name}</translation>
    </message>
    <message>
      <source>Panel {name}: show or hide</source>
      <translation>Bảng {name}: hiện hoặc ẩn</translation>
    </message>
    <message>
      <source>Rename layout {name}</source>
      <translation>Đổi tên bố cục {name}</translation>
    </message>
    <message>
      <source>Save the layout under a name</source>
      <translation>Lưu bố cục với một tên</translation>
    </message>
    <message>
      <source>Second window: the booth's panels</source>
      <translation>Cửa sổ thứ hai: các bảng của booth</translation>
    </message>
    <message>
      <source>Second window: the wall</source>
      <translation>Cửa sổ thứ hai: tường booth</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>đang dùng</translation>
    </message>
  </context>
  <context>
    <name>WordsBar</name>
    <message>
      <source>Words to mark</source>
      <translation>Từ cần tô</translation>
    </message>
    <message>
      <source>Words to mark, with commas: A12, size L, ship</source>
      <translation>Từ cần tô, cách nhau dấu phẩy: A12, size L, ship</translation>
    </message>
  </context>
  <context>
    <name>actions</name>
    <message>
      <source>A buyer with accounts, note and what they wrote.</source>
      <translation>Một người mua: tài khoản, ghi chú và những gì họ đã viết.</translation>
    </message>
    <message>
      <source>Add a booth to the wall and to `studio.toml`.</source>
      <translation>Thêm booth vào tường hình và vào `studio.toml`.</translation>
    </message>
    <message>
      <source>Answer a message in its chat, or privately; refused where the channel cannot send.</source>
      <translation>Trả lời một tin trong khung chat của nó, hoặc nhắn riêng; bị từ chối nếu kênh không gửi được.</translation>
    </message>
    <message>
      <source>Build or repair a booth's OBS as a template says; on air it must be confirmed.</source>
      <translation>Dựng hoặc sửa OBS của booth theo mẫu; khi đang phát phải xác nhận.</translation>
    </message>
    <message>
      <source>Buyers by name, account, phone or note; the last seen first.</source>
      <translation>Người mua theo tên, tài khoản, số điện thoại hoặc ghi chú; gặp gần nhất trước.</translation>
    </message>
    <message>
      <source>Carry out an action a booth, each with its own parameters; what puts a group back.</source>
      <translation>Làm cho mỗi booth một việc với tham số riêng; dùng để trả một nhóm về như cũ.</translation>
    </message>
    <message>
      <source>Carry out one action on several booths together; one result a booth.</source>
      <translation>Làm một việc trên nhiều booth cùng lúc; mỗi booth một kết quả.</translation>
    </message>
    <message>
      <source>Change OBS's profile (its output settings).</source>
      <translation>Đổi hồ sơ OBS (cài đặt đầu ra).</translation>
    </message>
    <message>
      <source>Change OBS's scene collection; the picture changes at once.</source>
      <translation>Đổi bộ cảnh OBS; hình thay đổi ngay.</translation>
    </message>
    <message>
      <source>Change a booth's settings; what is not given stays.</source>
      <translation>Sửa cài đặt booth; mục không nêu giữ nguyên.</translation>
    </message>
    <message>
      <source>Change how a plugin is set up; what is not given stays. Undo leaves secrets as they are.</source>
      <translation>Đổi cài đặt của plugin; phần không nêu giữ nguyên. Hoàn tác không đổi các mã bí mật.</translation>
    </message>
    <message>
      <source>Change one setting in `studio.toml`; without a value it is as shipped again.</source>
      <translation>Đổi một cài đặt trong `studio.toml`; không có giá trị là về mặc định.</translation>
    </message>
    <message>
      <source>Choose the scene that comes next.</source>
      <translation>Chọn cảnh chờ lên tiếp theo.</translation>
    </message>
    <message>
      <source>Choose the transition for the next take, and its duration.</source>
      <translation>Chọn hiệu ứng cho lần lên sóng tới và thời lượng.</translation>
    </message>
    <message>
      <source>Choose whether an input is heard on the monitoring device.</source>
      <translation>Chọn đầu vào có được nghe ở thiết bị kiểm âm không.</translation>
    </message>
    <message>
      <source>Choose which of the six audio tracks an input goes to.</source>
      <translation>Chọn đầu vào đi vào rãnh tiếng nào trong sáu rãnh.</translation>
    </message>
    <message>
      <source>Compare a commissioned booth's OBS with its template now instead of in some seconds.</source>
      <translation>So OBS của booth với mẫu ngay bây giờ, không đợi vài giây.</translation>
    </message>
    <message>
      <source>Confirm an order, cancel it, or take either back; refused when it changed since `seen`.</source>
      <translation>Xác nhận, hủy đơn, hoặc rút lại việc đó; bị từ chối nếu đơn đã đổi sau `seen`.</translation>
    </message>
    <message>
      <source>Delay an input's sound against the picture, in ms (negative: earlier).</source>
      <translation>Làm trễ tiếng so với hình, tính bằng ms (số âm: sớm hơn).</translation>
    </message>
    <message>
      <source>End a plugin's process and start it anew, with all that is set up of it.</source>
      <translation>Kết thúc tiến trình của plugin rồi khởi động lại, cùng mọi thứ đã cài đặt của nó.</translation>
    </message>
    <message>
      <source>Erase a person's data on their request: name, accounts, phone, note and what they wrote.</source>
      <translation>Xóa dữ liệu của một người theo yêu cầu: tên, tài khoản, số điện thoại, ghi chú và những gì họ đã viết.</translation>
    </message>
    <message>
      <source>Everybody who may sign in, and who no longer may.</source>
      <translation>Danh sách người được đăng nhập và người không còn được.</translation>
    </message>
    <message>
      <source>From where on things are alarms at one booth: its own limits and those of all.</source>
      <translation>Ngưỡng cảnh báo của một booth: ngưỡng riêng và ngưỡng chung.</translation>
    </message>
    <message>
      <source>Give somebody a name, a PIN and a role.</source>
      <translation>Cấp tên, mã PIN và vai trò cho một người.</translation>
    </message>
    <message>
      <source>Go on recording in a new file (OBS 30.2 and newer).</source>
      <translation>Ghi tiếp vào tệp mới (OBS 30.2 trở lên).</translation>
    </message>
    <message>
      <source>Have an alarm belong to nobody again.</source>
      <translation>Để cảnh báo không còn ai phụ trách.</translation>
    </message>
    <message>
      <source>Have an alarm call again as if nobody had taken notice.</source>
      <translation>Cho cảnh báo gọi lại như chưa ai xác nhận.</translation>
    </message>
    <message>
      <source>Have an alarm that was put aside call again now.</source>
      <translation>Cho cảnh báo đã gác lại gọi lại ngay.</translation>
    </message>
    <message>
      <source>Hide a message here, and on the platform where that can be; it is never deleted.</source>
      <translation>Ẩn một tin ở đây, và cả trên nền tảng nếu được; không bao giờ xóa.</translation>
    </message>
    <message>
      <source>Jump to a time in a media source.</source>
      <translation>Nhảy tới một thời điểm trong tệp phát.</translation>
    </message>
    <message>
      <source>Lock a source in its place in OBS's own window, or release it.</source>
      <translation>Khóa vị trí nguồn trong cửa sổ OBS, hoặc mở khóa.</translation>
    </message>
    <message>
      <source>Make a commissioned booth's OBS as its template says again; on air it must be confirmed.</source>
      <translation>Đưa OBS của booth về đúng mẫu của nó; khi đang phát phải xác nhận.</translation>
    </message>
    <message>
      <source>Make an order of a chat message, or of none where it came by phone or at the counter.</source>
      <translation>Tạo đơn từ một tin nhắn, hoặc không có tin nếu khách gọi điện hay mua tại quầy.</translation>
    </message>
    <message>
      <source>Move a source forward or back within its scene.</source>
      <translation>Đưa nguồn lên trước hoặc ra sau trong cảnh.</translation>
    </message>
    <message>
      <source>Move the transition by hand; letting go past the end takes, at the start goes back.</source>
      <translation>Gạt chuyển cảnh bằng tay; thả ở cuối thì lên sóng, thả ở đầu thì quay lại.</translation>
    </message>
    <message>
      <source>Mute an input or open it.</source>
      <translation>Tắt hoặc mở tiếng đầu vào.</translation>
    </message>
    <message>
      <source>Orders by number, name, phone, code, note; the newest first.</source>
      <translation>Tìm đơn theo số, tên, điện thoại, mã, ghi chú; mới nhất trước.</translation>
    </message>
    <message>
      <source>Pause the recording or go on with it.</source>
      <translation>Tạm dừng hoặc ghi hình tiếp.</translation>
    </message>
    <message>
      <source>Pin a message to the booth's stage, in the place of the one there.</source>
      <translation>Ghim một tin lên màn hình sân khấu của phòng, thay cho tin đang ghim.</translation>
    </message>
    <message>
      <source>Play, pause, stop or restart a media source.</source>
      <translation>Phát, tạm dừng, dừng hoặc phát lại tệp phát.</translation>
    </message>
    <message>
      <source>Press one of OBS's own hotkeys by its name.</source>
      <translation>Bấm một phím nóng của OBS theo tên.</translation>
    </message>
    <message>
      <source>Put a scene (or, with none named, the preview) on air at once.</source>
      <translation>Cắt ngay một cảnh (hoặc cảnh chờ, nếu không nêu tên) lên sóng.</translation>
    </message>
    <message>
      <source>Put an alarm aside for some minutes, with a reason; it calls again if it still stands.</source>
      <translation>Gác cảnh báo lại vài phút, kèm lý do; nếu vẫn còn thì nó gọi lại.</translation>
    </message>
    <message>
      <source>Put booths back as they were before the panic: program, sound, preview.</source>
      <translation>Đưa các booth trở lại như trước khi khẩn cấp: hình phát, tiếng, hình chờ.</translation>
    </message>
    <message>
      <source>Put booths on their standby scene at once and mute them; the answer says how each did.</source>
      <translation>Đưa các booth về màn hình chờ ngay và tắt tiếng; kết quả cho biết từng booth.</translation>
    </message>
    <message>
      <source>Put the preview on air with the chosen transition.</source>
      <translation>Đưa cảnh chờ lên sóng bằng hiệu ứng đã chọn.</translation>
    </message>
    <message>
      <source>Read the plugin folders anew: what was put there is offered, what has gone is not.</source>
      <translation>Đọc lại các thư mục plugin: thứ mới đặt vào sẽ có, thứ đã bỏ đi sẽ mất.</translation>
    </message>
    <message>
      <source>Save the replay buffer's last seconds to a file.</source>
      <translation>Lưu những giây cuối của bộ đệm phát lại ra tệp.</translation>
    </message>
    <message>
      <source>Say that a message is a question that waits for an answer, or is none.</source>
      <translation>Cho biết một tin là câu hỏi đang chờ trả lời, hoặc không phải.</translation>
    </message>
    <message>
      <source>Say that a question is answered.</source>
      <translation>Cho biết một câu hỏi đã được trả lời.</translation>
    </message>
    <message>
      <source>Say that what is missing on booths is not wanted back.</source>
      <translation>Cho biết phần còn thiếu của các booth không cần chạy lại.</translation>
    </message>
    <message>
      <source>Say that you have taken notice of an alarm; it is quiet then, and stays until it clears.</source>
      <translation>Báo là bạn đã biết cảnh báo; nó thôi kêu và ở lại cho đến khi hết.</translation>
    </message>
    <message>
      <source>Say whether the platform shows this booth, as a person who looked.</source>
      <translation>Báo nền tảng có đang chiếu booth này không, do người xem tận mắt.</translation>
    </message>
    <message>
      <source>Search for OBS on this machine and, when asked, at port 4455 of the local network.</source>
      <translation>Tìm OBS trên máy này và, khi yêu cầu, ở cổng 4455 trong mạng nội bộ.</translation>
    </message>
    <message>
      <source>Search what was written, without regard to case and diacritics; the newest first.</source>
      <translation>Tìm trong những gì đã viết, không phân biệt hoa thường và dấu; mới nhất trước.</translation>
    </message>
    <message>
      <source>Set a plugin up: an account a chat source listens to, a voice, a camera; in studio.toml.</source>
      <translation>Cài đặt một plugin: tài khoản mà nguồn chat nghe, giọng nói, camera; ghi vào studio.toml.</translation>
    </message>
    <message>
      <source>Set an input's balance: 0 left, 0.5 middle, 1 right.</source>
      <translation>Đặt cân bằng đầu vào: 0 trái, 0,5 giữa, 1 phải.</translation>
    </message>
    <message>
      <source>Set an input's fader, in dB.</source>
      <translation>Đặt cần âm lượng của đầu vào, tính bằng dB.</translation>
    </message>
    <message>
      <source>Set from where on things are alarms, for one booth or for all; written to studio.toml.</source>
      <translation>Đặt ngưỡng cảnh báo cho một booth hoặc tất cả; ghi vào studio.toml.</translation>
    </message>
    <message>
      <source>Show a hidden message again.</source>
      <translation>Hiện lại một tin đã ẩn.</translation>
    </message>
    <message>
      <source>Show or hide a source in a scene (or group).</source>
      <translation>Hiện hoặc ẩn một nguồn trong cảnh (hoặc nhóm).</translation>
    </message>
    <message>
      <source>Start again what booths did before a crash or power cut and do no longer.</source>
      <translation>Chạy lại những gì các booth đang làm trước sự cố hoặc mất điện mà nay không chạy.</translation>
    </message>
    <message>
      <source>Start the stream, recording, replay buffer or virtual camera; done when OBS says STARTED.</source>
      <translation>Bật luồng phát, ghi hình, bộ đệm phát lại hoặc camera ảo; xong khi OBS báo STARTED.</translation>
    </message>
    <message>
      <source>Stop a long action.</source>
      <translation>Dừng một việc đang chạy lâu.</translation>
    </message>
    <message>
      <source>Stop an output. Ending a stream must be confirmed.</source>
      <translation>Tắt một đầu ra. Kết thúc luồng phát phải xác nhận.</translation>
    </message>
    <message>
      <source>Stop this studio server. Every OBS goes on as it is; nobody watches it any more.</source>
      <translation>Dừng máy chủ studio này. Mọi OBS vẫn chạy; không còn ai trông chừng.</translation>
    </message>
    <message>
      <source>Switch OBS's studio mode (preview beside program) on or off.</source>
      <translation>Bật hoặc tắt chế độ studio của OBS (cảnh chờ cạnh cảnh đang phát).</translation>
    </message>
    <message>
      <source>Switch a filter of a source or scene on or off.</source>
      <translation>Bật hoặc tắt một bộ lọc của nguồn hay cảnh.</translation>
    </message>
    <message>
      <source>Take a booth off the wall; its OBS goes on as it is. Its password is kept a day for undo.</source>
      <translation>Gỡ booth khỏi tường hình; OBS vẫn chạy. Mật khẩu được giữ một ngày để hoàn tác.</translation>
    </message>
    <message>
      <source>Take an alarm in hand: you are its owner, everybody sees that.</source>
      <translation>Nhận xử lý cảnh báo: bạn phụ trách, mọi người đều thấy.</translation>
    </message>
    <message>
      <source>Take somebody's access away; they are signed out everywhere at once.</source>
      <translation>Thu quyền vào của một người; họ bị đăng xuất mọi nơi ngay lập tức.</translation>
    </message>
    <message>
      <source>Take the pinned message off the booth's stage.</source>
      <translation>Bỏ ghim tin trên màn hình sân khấu của phòng.</translation>
    </message>
    <message>
      <source>Take what was set up away; its secrets are kept a day for undo.</source>
      <translation>Gỡ thứ đã cài đặt; mã bí mật của nó được giữ một ngày để hoàn tác.</translation>
    </message>
    <message>
      <source>The booth templates that this server knows.</source>
      <translation>Các mẫu booth mà máy chủ này biết.</translation>
    </message>
    <message>
      <source>The server's settings that are in force, besides the booths.</source>
      <translation>Các cài đặt máy chủ đang có hiệu lực, trừ phần booth.</translation>
    </message>
    <message>
      <source>Try at once again, instead of waiting for the next try.</source>
      <translation>Thử lại ngay, không chờ đến lần thử kế tiếp.</translation>
    </message>
    <message>
      <source>Try to connect to an OBS and say what was found; changes nothing.</source>
      <translation>Thử kết nối một OBS và báo kết quả; không thay đổi gì.</translation>
    </message>
    <message>
      <source>Try to reach a booth's OBS now instead of waiting.</source>
      <translation>Kết nối lại OBS của booth ngay, không chờ.</translation>
    </message>
    <message>
      <source>Turn what was set up on or off; it keeps its settings.</source>
      <translation>Bật hoặc tắt thứ đã cài đặt; cài đặt được giữ nguyên.</translation>
    </message>
    <message>
      <source>Which alarms came most often in the last days, by booth, the noisiest first.</source>
      <translation>Những cảnh báo đến nhiều nhất mấy ngày qua, theo booth, nhiều nhất trước.</translation>
    </message>
    <message>
      <source>Which limits a booth's own last days suggest; changes nothing.</source>
      <translation>Ngưỡng gợi ý từ chính mấy ngày qua của booth; không đổi gì.</translation>
    </message>
    <message>
      <source>Write a note on a buyer, in the place of the one there.</source>
      <translation>Viết ghi chú về người mua, thay cho ghi chú cũ.</translation>
    </message>
    <message>
      <source>Write parts of an order anew; refused when somebody changed it since `seen`.</source>
      <translation>Sửa một phần của đơn; bị từ chối nếu có người đã sửa sau `seen`.</translation>
    </message>
  </context>
  <context>
    <name>changes</name>
    <message>
      <source>BoothDeck: the scene for “{setting}”: {before} → {after}</source>
      <translation>BoothDeck: cảnh cho “{setting}”: {before} → {after}</translation>
    </message>
    <message>
      <source>Canvas: {before} → {after}</source>
      <translation>Khung hình: {before} → {after}</translation>
    </message>
    <message>
      <source>Length of the transition: {before} → {after}</source>
      <translation>Độ dài chuyển cảnh: {before} → {after}</translation>
    </message>
    <message>
      <source>New scene “{scene}”</source>
      <translation>Cảnh mới “{scene}”</translation>
    </message>
    <message>
      <source>New source “{source}” ({after})</source>
      <translation>Nguồn mới “{source}” ({after})</translation>
    </message>
    <message>
      <source>Output, {setting}: {before} → {after}</source>
      <translation>Đầu ra, {setting}: {before} → {after}</translation>
    </message>
    <message>
      <source>Scene “{before}” is called “{after}” again</source>
      <translation>Cảnh “{before}” lấy lại tên “{after}”</translation>
    </message>
    <message>
      <source>Sound of “{source}”, {setting}: {before} → {after}</source>
      <translation>Âm thanh “{source}”, {setting}: {before} → {after}</translation>
    </message>
    <message>
      <source>Source “{before}” is called “{after}” again</source>
      <translation>Nguồn “{before}” lấy lại tên “{after}”</translation>
    </message>
    <message>
      <source>Transition: {before} → {after}</source>
      <translation>Chuyển cảnh: {before} → {after}</translation>
    </message>
    <message>
      <source>“{scene}”, front to back: {before} → {after}</source>
      <translation>“{scene}”, từ trước ra sau: {before} → {after}</translation>
    </message>
    <message>
      <source>“{scene}”, place of “{source}”: {before} → {after}</source>
      <translation>“{scene}”, vị trí “{source}”: {before} → {after}</translation>
    </message>
    <message>
      <source>“{scene}”, “{source}”: {before} → {after}</source>
      <translation>“{scene}”, “{source}”: {before} → {after}</translation>
    </message>
    <message>
      <source>“{scene}”: put “{source}” in</source>
      <translation>“{scene}”: đưa “{source}” vào</translation>
    </message>
    <message>
      <source>“{source}”, filter “{filter}”, {setting}: {before} → {after}</source>
      <translation>“{source}”, bộ lọc “{filter}”, {setting}: {before} → {after}</translation>
    </message>
    <message>
      <source>“{source}”, filter “{filter}”: {before} → {after}</source>
      <translation>“{source}”, bộ lọc “{filter}”: {before} → {after}</translation>
    </message>
    <message>
      <source>“{source}”, order of filters: {before} → {after}</source>
      <translation>“{source}”, thứ tự bộ lọc: {before} → {after}</translation>
    </message>
    <message>
      <source>“{source}”, {setting}: {before} → {after}</source>
      <translation>“{source}”, {setting}: {before} → {after}</translation>
    </message>
    <message>
      <source>“{source}”: filter “{before}” is called “{after}” again</source>
      <translation>“{source}”: bộ lọc “{before}” lấy lại tên “{after}”</translation>
    </message>
    <message>
      <source>“{source}”: new filter “{filter}” ({after})</source>
      <translation>“{source}”: bộ lọc mới “{filter}” ({after})</translation>
    </message>
  </context>
  <context>
    <name>docks</name>
    <message>
      <source>No connection to {server} · as of {time}</source>
      <translation>Mất kết nối tới {server} · số liệu lúc {time}</translation>
    </message>
    <message>
      <source>Not connected yet</source>
      <translation>Chưa kết nối</translation>
    </message>
    <message>
      <source>OBS of booth {booth} is not connected; nothing can be sent.</source>
      <translation>OBS của booth {booth} chưa kết nối; không gửi lệnh được.</translation>
    </message>
    <message>
      <source>This needs the role {role} or above.</source>
      <translation>Việc này cần vai trò {role} trở lên.</translation>
    </message>
    <message>
      <source>as of {time}</source>
      <translation>lúc {time}</translation>
    </message>
    <message>
      <source>next try in {seconds} s</source>
      <translation>thử lại sau {seconds} s</translation>
    </message>
    <message>
      <source>{server} does not answer; nothing can be sent.</source>
      <translation>{server} không trả lời; không gửi lệnh được.</translation>
    </message>
  </context>
  <context>
    <name>figures</name>
    <message>
      <source>,</source>
      <translation>.</translation>
    </message>
    <message>
      <source>.</source>
      <translation>,</translation>
    </message>
    <message>
      <source>{year}-{month}-{day}</source>
      <translation>{day}/{month}/{year}</translation>
    </message>
  </context>
  <context>
    <name>outputs</name>
    <message>
      <source>End stream</source>
      <translation>Kết thúc phát</translation>
    </message>
    <message>
      <source>End stream of booth {booth} — viewers will see it stop</source>
      <translation>Kết thúc phát booth {booth} — người xem sẽ thấy dừng</translation>
    </message>
    <message>
      <source>End {booth}? Viewers see it</source>
      <translation>Kết thúc {booth}? Khách thấy</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Tiếp tục</translation>
    </message>
    <message>
      <source>Go on recording in a new file</source>
      <translation>Ghi tiếp vào tệp mới</translation>
    </message>
    <message>
      <source>Go on with the recording</source>
      <translation>Ghi hình tiếp</translation>
    </message>
    <message>
      <source>Go on with the recording first.</source>
      <translation>Hãy ghi tiếp trước đã.</translation>
    </message>
    <message>
      <source>It is not running.</source>
      <translation>Mục này không chạy.</translation>
    </message>
    <message>
      <source>LIVE</source>
      <translation>ĐANG LIVE</translation>
    </message>
    <message>
      <source>NOT LIVE</source>
      <translation>KHÔNG LIVE</translation>
    </message>
    <message>
      <source>NOT SET UP</source>
      <translation>CHƯA THIẾT LẬP</translation>
    </message>
    <message>
      <source>New file</source>
      <translation>Tệp mới</translation>
    </message>
    <message>
      <source>Nobody has said. Look at the platform.</source>
      <translation>Chưa ai báo. Hãy nhìn trên nền tảng.</translation>
    </message>
    <message>
      <source>Not set up. Switch it on in OBS: Settings → Output.</source>
      <translation>Chưa thiết lập. Bật trong OBS: Cài đặt → Đầu ra.</translation>
    </message>
    <message>
      <source>Nothing proves that anybody receives it. Look at the platform.</source>
      <translation>Chưa có gì chứng tỏ có nơi nhận. Hãy nhìn trên nền tảng.</translation>
    </message>
    <message>
      <source>OBS IS SENDING</source>
      <translation>OBS ĐANG GỬI</translation>
    </message>
    <message>
      <source>OBS has not said anything of it.</source>
      <translation>OBS chưa báo gì về mục này.</translation>
    </message>
    <message>
      <source>OBS is not connected.</source>
      <translation>OBS chưa kết nối.</translation>
    </message>
    <message>
      <source>OBS says running, but nothing leaves. Check the line, then start anew.</source>
      <translation>OBS báo đang chạy nhưng không gửi được gì. Kiểm tra đường truyền rồi bật lại.</translation>
    </message>
    <message>
      <source>OBS {version} of this booth cannot do it ({request}). It needs a newer OBS.</source>
      <translation>OBS {version} của booth này không làm được ({request}). Cần OBS mới hơn.</translation>
    </message>
    <message>
      <source>OFF</source>
      <translation>TẮT</translation>
    </message>
    <message>
      <source>ON</source>
      <translation>BẬT</translation>
    </message>
    <message>
      <source>On its way; wait for OBS.</source>
      <translation>Đang thực hiện; đợi OBS.</translation>
    </message>
    <message>
      <source>PAUSED</source>
      <translation>TẠM DỪNG</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Pause the recording</source>
      <translation>Tạm dừng ghi hình</translation>
    </message>
    <message>
      <source>RECONNECTING</source>
      <translation>ĐANG NỐI LẠI</translation>
    </message>
    <message>
      <source>RECORDING</source>
      <translation>ĐANG GHI</translation>
    </message>
    <message>
      <source>RUNNING</source>
      <translation>ĐANG CHẠY</translation>
    </message>
    <message>
      <source>Recording</source>
      <translation>Ghi hình</translation>
    </message>
    <message>
      <source>Replay buffer</source>
      <translation>Phát lại</translation>
    </message>
    <message>
      <source>STARTING</source>
      <translation>ĐANG BẬT</translation>
    </message>
    <message>
      <source>STOPPING</source>
      <translation>ĐANG TẮT</translation>
    </message>
    <message>
      <source>Save replay</source>
      <translation>Lưu đoạn</translation>
    </message>
    <message>
      <source>Save the last seconds to a file</source>
      <translation>Lưu những giây cuối ra tệp</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Bật</translation>
    </message>
    <message>
      <source>Start; done when OBS says so</source>
      <translation>Bật; xong khi OBS báo</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Dừng</translation>
    </message>
    <message>
      <source>Stop the camera of booth {booth} — viewers will see it stop</source>
      <translation>Tắt camera booth {booth} — người xem sẽ thấy dừng</translation>
    </message>
    <message>
      <source>Stop; done when OBS says so</source>
      <translation>Dừng; xong khi OBS báo</translation>
    </message>
    <message>
      <source>Stream</source>
      <translation>Luồng phát</translation>
    </message>
    <message>
      <source>The line broke; OBS is reconnecting. Viewers may see it stand still.</source>
      <translation>Đứt đường truyền; OBS đang nối lại. Người xem có thể thấy hình đứng.</translation>
    </message>
    <message>
      <source>The line is congested. Lower the bitrate or check the line.</source>
      <translation>Đường truyền nghẽn. Hãy giảm bitrate hoặc kiểm tra đường truyền.</translation>
    </message>
    <message>
      <source>This OBS cannot do it.</source>
      <translation>OBS này không làm được.</translation>
    </message>
    <message>
      <source>UNKNOWN</source>
      <translation>CHƯA RÕ</translation>
    </message>
    <message>
      <source>Virtual camera</source>
      <translation>Camera ảo</translation>
    </message>
    <message>
      <source>congestion {percent}</source>
      <translation>nghẽn {percent}</translation>
    </message>
    <message>
      <source>reconnected {count}×</source>
      <translation>nối lại {count} lần</translation>
    </message>
    <message>
      <source>{percent} of the frames are dropped. Lower the bitrate or check the line.</source>
      <translation>Rớt {percent} khung hình. Hãy giảm bitrate hoặc kiểm tra đường truyền.</translation>
    </message>
    <message>
      <source>{percent} skipped</source>
      <translation>{percent} rớt</translation>
    </message>
    <message>
      <source>{who} says so since {time}</source>
      <translation>theo {who}, từ {time}</translation>
    </message>
  </context>
  <context>
    <name>problems</name>
    <message>
      <source>A PIN has 4 to 12 digits and is not one digit repeated or a plain row.</source>
      <translation>Mã PIN gồm 4 đến 12 chữ số, không lặp một số và không là dãy liên tiếp.</translation>
    </message>
    <message>
      <source>A fault of the plugin: {detail}. It is tried again; its log has the details.</source>
      <translation>Lỗi của plugin: {detail}. Đang thử lại; nhật ký của nó có chi tiết.</translation>
    </message>
    <message>
      <source>A server runs in {folder} already{where}. Use that one, or stop it: boothdeck server stop</source>
      <translation>Đã có máy chủ chạy ở {folder}{where}. Hãy dùng máy chủ đó, hoặc dừng nó: boothdeck server stop</translation>
    </message>
    <message>
      <source>A transition is still running on {booth}. Wait for its end, then take.</source>
      <translation>{booth} đang chuyển cảnh. Đợi chuyển xong rồi hãy lên sóng.</translation>
    </message>
    <message>
      <source>Booth number {number} belongs to {booth}. Choose another number.</source>
      <translation>Số booth {number} là của {booth}. Hãy chọn số khác.</translation>
    </message>
    <message>
      <source>Booth {booth} exists already. Choose another id.</source>
      <translation>Booth {booth} đã có. Hãy chọn mã khác.</translation>
    </message>
    <message>
      <source>Buyers are shown only to those who handle orders, not to {role}.</source>
      <translation>Người mua chỉ hiện cho những ai xử lý đơn hàng, không cho {role}.</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Đã hủy.</translation>
    </message>
    <message>
      <source>Canvas and output settings must wait while OBS sends or records ({outputs}). Stop that, then commission again.</source>
      <translation>Khung hình và cài đặt đầu ra phải đợi khi OBS đang phát hoặc ghi ({outputs}). Dừng lại rồi dựng lại.</translation>
    </message>
    <message>
      <source>Disconnected: nothing was taken for {seconds} s. Check computer and line.</source>
      <translation>Đã ngắt: suốt {seconds} giây không nhận gì. Hãy kiểm tra máy tính và đường mạng.</translation>
    </message>
    <message>
      <source>Filter “{filter}” of “{source}” cannot be made: this OBS has no {kind}. Install what brings it, then commission again.</source>
      <translation>Không tạo được bộ lọc “{filter}” của “{source}”: OBS này không có {kind}. Cài thành phần đó rồi dựng lại.</translation>
    </message>
    <message>
      <source>Hidden here, but {source} did not hide it on the platform: {detail} Hide it there.</source>
      <translation>Đã ẩn ở đây, nhưng {source} không ẩn được trên nền tảng: {detail} Hãy ẩn ở đó.</translation>
    </message>
    <message>
      <source>Less than {limit} GB free on the disk that OBS records to. Free some space: a recording stops when it is full.</source>
      <translation>Ổ đĩa OBS ghi vào còn dưới {limit} GB. Hãy dọn bớt: đĩa đầy thì bản ghi dừng.</translation>
    </message>
    <message>
      <source>Less than {limit} GB free on the server's own disk ({path}). Free some space: nothing can be written when it is full.</source>
      <translation>Ổ đĩa của máy chủ ({path}) còn dưới {limit} GB. Hãy dọn bớt: đĩa đầy thì không ghi được gì.</translation>
    </message>
    <message>
      <source>More calls for {instance} than {limit} a second. Slow down.</source>
      <translation>{instance} bị gọi hơn {limit} lần mỗi giây. Hãy gọi chậm lại.</translation>
    </message>
    <message>
      <source>More than {limit} % of the frames are not drawn: that PC is overloaded. Close other programs there.</source>
      <translation>Hơn {limit} % khung hình không vẽ kịp: máy đó quá tải. Hãy đóng các chương trình khác ở đó.</translation>
    </message>
    <message>
      <source>More than {limit} % of the frames do not get through: the line is too slow for this bit rate. Lower it in OBS.</source>
      <translation>Hơn {limit} % khung hình không gửi được: đường truyền không tải nổi tốc độ bit này. Hãy giảm trong OBS.</translation>
    </message>
    <message>
      <source>More than {limit} actions are under way from here. Wait for their answers.</source>
      <translation>Từ đây đang chạy quá {limit} việc. Hãy đợi chúng trả lời.</translation>
    </message>
    <message>
      <source>No password is stored for {booth}. Enter it under Booth settings.</source>
      <translation>Chưa lưu mật khẩu cho {booth}. Hãy nhập trong Cài đặt, Các booth.</translation>
    </message>
    <message>
      <source>No server answers at {address}: {detail}. Is BoothDeck running there?</source>
      <translation>Không có máy chủ trả lời ở {address}: {detail}. BoothDeck có đang chạy ở đó không?</translation>
    </message>
    <message>
      <source>No server of this account runs on this machine. Start one: boothdeck server</source>
      <translation>Tài khoản này chưa chạy máy chủ nào trên máy. Hãy chạy: boothdeck server</translation>
    </message>
    <message>
      <source>No standby scene could be made on {booth}: {reason}</source>
      <translation>Không tạo được màn hình chờ ở {booth}: {reason}</translation>
    </message>
    <message>
      <source>No system keyring here: passwords are in a file only this account can read.</source>
      <translation>Máy không có kho khóa hệ thống: mật khẩu nằm trong tệp chỉ tài khoản này đọc được.</translation>
    </message>
    <message>
      <source>Nobody has confirmed for {minutes} minutes that the platform shows it. Look there, then say what it shows.</source>
      <translation>Đã {minutes} phút chưa ai xác nhận nền tảng đang phát. Hãy xem ở đó rồi báo lại.</translation>
    </message>
    <message>
      <source>Not done: next is “{now}”, not “{seen}” as your window showed. Look and repeat.</source>
      <translation>Chưa làm: cảnh chờ là “{now}”, không phải “{seen}” như cửa sổ đã hiện. Nhìn lại rồi làm lại.</translation>
    </message>
    <message>
      <source>Not done: on air is “{now}”, not “{seen}” as your window showed. Look and repeat.</source>
      <translation>Chưa làm: đang phát “{now}”, không phải “{seen}” như cửa sổ đã hiện. Nhìn lại rồi làm lại.</translation>
    </message>
    <message>
      <source>Not live now: {detail}. It is asked again.</source>
      <translation>Hiện không live: {detail}. Sẽ hỏi lại.</translation>
    </message>
    <message>
      <source>Nothing called {instance} is set up. There is: {instances}.</source>
      <translation>Chưa cài đặt gì có tên {instance}. Hiện có: {instances}.</translation>
    </message>
    <message>
      <source>Nothing is pinned on {booth}.</source>
      <translation>Không có gì được ghim ở {booth}.</translation>
    </message>
    <message>
      <source>Nothing listens at {address}. Start OBS and switch its WebSocket server on.</source>
      <translation>Ở {address} không có gì trả lời. Hãy mở OBS và bật máy chủ WebSocket.</translation>
    </message>
    <message>
      <source>OBS accepted the start but {output} did not begin. Check server and stream key in OBS.</source>
      <translation>OBS nhận lệnh nhưng {output} không bắt đầu. Kiểm tra máy chủ và khóa luồng trong OBS.</translation>
    </message>
    <message>
      <source>OBS at {address} speaks another protocol version ({detail}). OBS 28 or newer is needed.</source>
      <translation>OBS ở {address} dùng phiên bản giao thức khác ({detail}). Cần OBS 28 trở lên.</translation>
    </message>
    <message>
      <source>OBS at {address} takes connections but does not greet: it is starting or shows a dialog (safe mode, “OBS crashed last time”). Look at that PC’s screen and answer it.</source>
      <translation>OBS tại {address} nhận kết nối nhưng không chào: nó đang khởi động hoặc đang hiện hộp thoại (chế độ an toàn, “lần trước OBS bị lỗi”). Hãy nhìn màn hình máy đó và trả lời hộp thoại.</translation>
    </message>
    <message>
      <source>OBS at {booth} did not answer {request} within {seconds} s. Is it frozen?</source>
      <translation>OBS ở {booth} không trả lời {request} trong {seconds} giây. OBS có bị treo không?</translation>
    </message>
    <message>
      <source>OBS at {booth} does not know where to send. Enter service and key in OBS: Settings → Stream.</source>
      <translation>OBS ở {booth} chưa biết phát đi đâu. Nhập dịch vụ và khóa luồng trong OBS: Cài đặt → Luồng phát.</translation>
    </message>
    <message>
      <source>OBS at {booth} refused {request}: {comment} (code {code}).</source>
      <translation>OBS ở {booth} từ chối {request}: {comment} (mã {code}).</translation>
    </message>
    <message>
      <source>OBS at {booth} took {request} but did not confirm it in {seconds} s. Look there.</source>
      <translation>OBS ở {booth} nhận {request} nhưng không xác nhận trong {seconds} giây. Hãy nhìn tận nơi.</translation>
    </message>
    <message>
      <source>OBS closed the connection: {detail}.</source>
      <translation>OBS đã đóng kết nối: {detail}.</translation>
    </message>
    <message>
      <source>OBS did not pause: recording “same as stream” cannot be paused.</source>
      <translation>OBS không tạm dừng: kiểu ghi “giống luồng phát” không tạm dừng được.</translation>
    </message>
    <message>
      <source>OBS has been loading for long. It may wait in a dialog: look at that PC.</source>
      <translation>OBS nạp đã lâu. Có thể nó chờ ở một hộp thoại: hãy xem máy đó.</translation>
    </message>
    <message>
      <source>OBS has been loading for {seconds} s. It may show a dialog (safe mode, missing files): look at that PC’s screen and answer it.</source>
      <translation>OBS đã tải {seconds} giây. Có thể nó đang hiện hộp thoại (chế độ an toàn, thiếu tệp): hãy nhìn màn hình máy đó và trả lời hộp thoại.</translation>
    </message>
    <message>
      <source>OBS has lost the receiver. Check the line and the platform.</source>
      <translation>OBS mất nơi nhận. Hãy kiểm tra đường truyền và nền tảng.</translation>
    </message>
    <message>
      <source>OBS has no transition “{transition}”. Add it there: Scene Transitions → +.</source>
      <translation>OBS không có hiệu ứng chuyển “{transition}”. Thêm ở đó: Chuyển cảnh → +.</translation>
    </message>
    <message>
      <source>OBS has not answered for {seconds} s. It may be frozen or showing a dialog.</source>
      <translation>OBS không trả lời đã {seconds} giây. Có thể OBS bị treo hoặc đang mở hộp thoại.</translation>
    </message>
    <message>
      <source>OBS is in advanced output mode; the template’s bit rates are for the simple one. Set them in OBS: Settings → Output.</source>
      <translation>OBS đang ở chế độ đầu ra nâng cao; bitrate của mẫu dành cho chế độ đơn giản. Đặt trong OBS: Cài đặt → Đầu ra.</translation>
    </message>
    <message>
      <source>OBS is no longer as it was commissioned. Compare it, then mend it.</source>
      <translation>OBS không còn như lúc dựng theo mẫu. Hãy so sánh rồi sửa lại.</translation>
    </message>
    <message>
      <source>OBS is silent. It may be frozen or wait in a dialog: look at that PC.</source>
      <translation>OBS im lặng. Có thể bị treo hoặc chờ ở hộp thoại: hãy xem máy đó.</translation>
    </message>
    <message>
      <source>OBS is starting or loading; BoothDeck waits for it.</source>
      <translation>OBS đang khởi động hoặc đang nạp; BoothDeck đang đợi.</translation>
    </message>
    <message>
      <source>OBS refused the password. In OBS: Tools → WebSocket Server Settings → Show Connect Info.</source>
      <translation>OBS không nhận mật khẩu. Trong OBS: Công cụ → Cài đặt máy chủ WebSocket → Hiện thông tin kết nối.</translation>
    </message>
    <message>
      <source>OBS runs on this machine (process {pid}) but its WebSocket server does not answer: it may show a dialog (safe mode, an update, a missing plugin). Look at its screen and answer it.</source>
      <translation>OBS đang chạy trên máy này (tiến trình {pid}) nhưng máy chủ WebSocket không trả lời: có thể nó đang hiện hộp thoại (chế độ an toàn, cập nhật, thiếu plugin). Hãy nhìn màn hình và trả lời hộp thoại đó.</translation>
    </message>
    <message>
      <source>OBS runs, but no data leaves. Check the line.</source>
      <translation>OBS đang chạy nhưng không có dữ liệu đi ra. Hãy kiểm tra đường truyền.</translation>
    </message>
    <message>
      <source>OBS sends, but the platform does not show it. Look there.</source>
      <translation>OBS đang gửi nhưng nền tảng không phát. Hãy xem ở đó.</translation>
    </message>
    <message>
      <source>OBS takes more than {limit} % of its PC. Close other programs there, or lower resolution or frame rate.</source>
      <translation>OBS chiếm hơn {limit} % máy. Hãy đóng chương trình khác ở đó, hoặc giảm độ phân giải hay số khung hình.</translation>
    </message>
    <message>
      <source>OBS uses the name “{name}” for something else; the template wants {wanted} of that name. Rename it there, then commission again.</source>
      <translation>OBS đang dùng tên “{name}” cho thứ khác; mẫu cần {wanted} mang tên đó. Đổi tên ở đó rồi dựng lại.</translation>
    </message>
    <message>
      <source>OBS {version} at {booth} cannot do this ({request}). It needs a newer OBS.</source>
      <translation>OBS {version} ở {booth} không làm được việc này ({request}). Cần OBS mới hơn.</translation>
    </message>
    <message>
      <source>Order #{number} of {by} was made of this message already. Change that one, or make another on purpose.</source>
      <translation>Tin nhắn này đã có đơn #{number} do {by} tạo. Hãy sửa đơn đó, hoặc chủ động tạo đơn khác.</translation>
    </message>
    <message>
      <source>STANDBY NOT REACHED on {booth}: {reason} Viewers may still see what was on air. Go to that PC, or press again.</source>
      <translation>CHƯA VỀ MÀN HÌNH CHỜ ở {booth}: {reason} Người xem có thể vẫn thấy hình đang phát. Hãy đến máy đó hoặc bấm lại.</translation>
    </message>
    <message>
      <source>Several OBS of the PC {place} are gone at once. Check its power and its network cable.</source>
      <translation>Nhiều OBS của máy {place} mất cùng lúc. Hãy kiểm tra điện và dây mạng của máy.</translation>
    </message>
    <message>
      <source>Several booths are gone at once. Check the switch, its cable and the power.</source>
      <translation>Nhiều booth mất cùng lúc. Hãy kiểm tra switch, dây mạng và điện.</translation>
    </message>
    <message>
      <source>Several booths of the network {place} are gone at once. Check the switch, its cable and the power.</source>
      <translation>Nhiều booth của mạng {place} mất cùng lúc. Hãy kiểm tra switch, dây mạng và điện.</translation>
    </message>
    <message>
      <source>Several streams fail at once. Check the line to the internet, then the platform.</source>
      <translation>Nhiều luồng hỏng cùng lúc. Hãy kiểm tra đường internet, rồi nền tảng.</translation>
    </message>
    <message>
      <source>Shown here again, but {source} did not show it on the platform: {detail} Show it there.</source>
      <translation>Đã hiện lại ở đây, nhưng {source} không hiện được trên nền tảng: {detail} Hãy hiện lại ở đó.</translation>
    </message>
    <message>
      <source>Sign in first, with your name and PIN.</source>
      <translation>Hãy đăng nhập trước, bằng tên và mã PIN.</translation>
    </message>
    <message>
      <source>Somebody disconnected BoothDeck in OBS (code 4011). Retry when that was meant to end.</source>
      <translation>Ai đó đã ngắt BoothDeck trong OBS (mã 4011). Kết nối lại khi việc đó đã xong.</translation>
    </message>
    <message>
      <source>Something failed inside the server ({reference}). The log has the details.</source>
      <translation>Máy chủ gặp lỗi bên trong ({reference}). Chi tiết có trong nhật ký.</translation>
    </message>
    <message>
      <source>That alarm has cleared; there is nothing to put aside.</source>
      <translation>Cảnh báo đó đã hết; không có gì để gác lại.</translation>
    </message>
    <message>
      <source>That message is hidden. Show it again first.</source>
      <translation>Tin đó đang bị ẩn. Hãy hiện lại trước.</translation>
    </message>
    <message>
      <source>That message was erased with its writer's data.</source>
      <translation>Tin đó đã bị xóa cùng dữ liệu của người viết.</translation>
    </message>
    <message>
      <source>That name and PIN do not belong together. Check both and try again.</source>
      <translation>Tên và mã PIN không khớp. Kiểm tra cả hai rồi thử lại.</translation>
    </message>
    <message>
      <source>The connection to {server} was lost before the answer came; look before repeating.</source>
      <translation>Mất kết nối tới {server} trước khi có trả lời; hãy nhìn lại rồi mới làm lại.</translation>
    </message>
    <message>
      <source>The connection was lost: {detail}. It is tried again.</source>
      <translation>Mất kết nối: {detail}. Đang thử lại.</translation>
    </message>
    <message>
      <source>The database did not answer in {seconds} s. Is its disk or server all right?</source>
      <translation>Cơ sở dữ liệu không trả lời trong {seconds} giây. Đĩa hoặc máy chủ của nó có ổn không?</translation>
    </message>
    <message>
      <source>The database refused: {detail}. Nothing was changed.</source>
      <translation>Cơ sở dữ liệu từ chối: {detail}. Chưa thay đổi gì.</translation>
    </message>
    <message>
      <source>The disk with {path} is full; nothing can be recorded. Free some space.</source>
      <translation>Đĩa chứa {path} đã đầy; không ghi được gì. Hãy giải phóng chỗ trống.</translation>
    </message>
    <message>
      <source>The file has {size} bytes; {limit} are allowed.</source>
      <translation>Tệp có {size} byte; chỉ cho phép {limit}.</translation>
    </message>
    <message>
      <source>The line is too slow for this bit rate. Lower it in OBS.</source>
      <translation>Đường truyền không tải nổi tốc độ bit này. Hãy giảm trong OBS.</translation>
    </message>
    <message>
      <source>The link to OBS at {booth} broke before it answered; look before repeating.</source>
      <translation>Đứt kết nối OBS ở {booth} trước khi có trả lời; hãy nhìn lại rồi mới làm lại.</translation>
    </message>
    <message>
      <source>The password store does not answer: {detail}. Nothing was changed.</source>
      <translation>Kho mật khẩu không trả lời: {detail}. Chưa thay đổi gì.</translation>
    </message>
    <message>
      <source>The platform shows it, but OBS sends nothing: viewers see no new picture. Start the stream, or end the live there.</source>
      <translation>Nền tảng vẫn đang hiện, nhưng OBS không gửi gì: người xem không thấy hình mới. Hãy bắt đầu phát, hoặc kết thúc buổi live ở đó.</translation>
    </message>
    <message>
      <source>The plugin {plugin} is there twice: the one in {used} is used, not the one in {other}. Remove one of them.</source>
      <translation>Plugin {plugin} có hai bản: đang dùng bản ở {used}, không dùng bản ở {other}. Hãy bỏ một bản.</translation>
    </message>
    <message>
      <source>The program has no sound. Look at the microphone and the mixer.</source>
      <translation>Program không có tiếng. Hãy xem micro và bàn trộn.</translation>
    </message>
    <message>
      <source>The program is black. Look at the camera, its cable and the scene.</source>
      <translation>Program đen. Hãy xem camera, dây và cảnh.</translation>
    </message>
    <message>
      <source>The program's picture stands still. Look at the camera and at OBS.</source>
      <translation>Hình program đứng yên. Hãy xem camera và OBS.</translation>
    </message>
    <message>
      <source>The recording does not grow. Check that PC's disk.</source>
      <translation>Bản ghi không lớn thêm. Hãy kiểm tra ổ đĩa máy đó.</translation>
    </message>
    <message>
      <source>The request is not understood: {detail}. Update the program that sent it.</source>
      <translation>Không hiểu yêu cầu: {detail}. Hãy cập nhật chương trình đã gửi.</translation>
    </message>
    <message>
      <source>The request was not complete within {seconds} s. Check the network.</source>
      <translation>Yêu cầu không tới đủ trong {seconds} giây. Hãy kiểm tra mạng.</translation>
    </message>
    <message>
      <source>The secrets of {instance} were kept for a day after it was removed, and are gone. Add it anew and enter {secrets}.</source>
      <translation>Mã bí mật của {instance} chỉ được giữ một ngày sau khi gỡ, nay đã mất. Hãy thêm lại và nhập {secrets}.</translation>
    </message>
    <message>
      <source>The server got this {late_ms} ms after its time ({action}); nothing was done.</source>
      <translation>Máy chủ nhận lệnh trễ {late_ms} ms ({action}); chưa làm gì.</translation>
    </message>
    <message>
      <source>The service asks for patience: {detail}</source>
      <translation>Dịch vụ yêu cầu chờ: {detail}</translation>
    </message>
    <message>
      <source>The transition “{transition}” has its own length; none can be set.</source>
      <translation>Hiệu ứng “{transition}” có thời lượng riêng; không đặt được.</translation>
    </message>
    <message>
      <source>There are no readings of {booth} yet that a limit could rest on.</source>
      <translation>Chưa có số đo nào của {booth} đủ để gợi ý ngưỡng.</translation>
    </message>
    <message>
      <source>There is a {name} already. Choose another name, or revoke the old one.</source>
      <translation>Đã có {name}. Hãy chọn tên khác, hoặc thu quyền tên cũ.</translation>
    </message>
    <message>
      <source>There is no action {name}. `boothdeck actions` lists them all.</source>
      <translation>Không có lệnh {name}. `boothdeck actions` liệt kê mọi lệnh.</translation>
    </message>
    <message>
      <source>There is no alarm {alarm} any more; it has cleared.</source>
      <translation>Không còn cảnh báo {alarm}; nó đã hết.</translation>
    </message>
    <message>
      <source>There is no booth template {template}. There is: {templates}.</source>
      <translation>Không có mẫu booth {template}. Hiện có: {templates}.</translation>
    </message>
    <message>
      <source>There is no booth {booth} on this server. Booths here: {booths}.</source>
      <translation>Máy chủ này không có booth {booth}. Các booth ở đây: {booths}.</translation>
    </message>
    <message>
      <source>There is no buyer {buyer} any more.</source>
      <translation>Không còn người mua {buyer} nữa.</translation>
    </message>
    <message>
      <source>There is no file {blob}; it may have expired. Send it again.</source>
      <translation>Không có tệp {blob}; có thể đã hết hạn. Hãy gửi lại.</translation>
    </message>
    <message>
      <source>There is no log {channel} for {role}. There is: {channels}.</source>
      <translation>Không có nhật ký {channel} cho {role}. Hiện có: {channels}.</translation>
    </message>
    <message>
      <source>There is no message {row} any more; it may be older than what is kept.</source>
      <translation>Không còn tin {row} nữa; có thể nó đã quá hạn lưu.</translation>
    </message>
    <message>
      <source>There is no order #{number}.</source>
      <translation>Không có đơn #{number}.</translation>
    </message>
    <message>
      <source>There is no plugin {plugin}. There is: {plugins}.</source>
      <translation>Không có plugin {plugin}. Hiện có: {plugins}.</translation>
    </message>
    <message>
      <source>There is no running job {job}; it may have ended.</source>
      <translation>Không có việc {job} đang chạy; có thể đã xong.</translation>
    </message>
    <message>
      <source>There is no setting {field}. There are: {fields}.</source>
      <translation>Không có cài đặt {field}. Có: {fields}.</translation>
    </message>
    <message>
      <source>There is nobody called {name}. `boothdeck user list` shows everybody.</source>
      <translation>Không có ai tên {name}. `boothdeck user list` cho xem mọi người.</translation>
    </message>
    <message>
      <source>There is nothing at {path}. /api/openapi.json lists everything.</source>
      <translation>Không có gì ở {path}. /api/openapi.json liệt kê tất cả.</translation>
    </message>
    <message>
      <source>This ends what viewers see on {booth}. Confirm to go on.</source>
      <translation>Việc này cắt hình người xem đang thấy ở {booth}. Xác nhận để tiếp tục.</translation>
    </message>
    <message>
      <source>This machine's clock was set by {seconds} s; the server goes on with the time it had. Restart it when no booth is on air.</source>
      <translation>Đồng hồ máy vừa bị chỉnh {seconds} giây; máy chủ vẫn theo giờ cũ. Hãy khởi động lại máy chủ khi không booth nào đang phát.</translation>
    </message>
    <message>
      <source>This request is still being carried out. Wait for its answer.</source>
      <translation>Yêu cầu này đang được thực hiện. Hãy đợi trả lời.</translation>
    </message>
    <message>
      <source>This server does not go by the name {host}, but by: {names}.</source>
      <translation>Máy chủ này không mang tên {host}, mà là: {names}.</translation>
    </message>
    <message>
      <source>This server does not offer {action} at present; its log says why. Restart it to try again.</source>
      <translation>Máy chủ này hiện không có lệnh {action}; nhật ký ghi lý do. Khởi động lại máy chủ để thử lại.</translation>
    </message>
    <message>
      <source>This version of BoothDeck does nothing yet with plugins for {kind}.</source>
      <translation>Phiên bản BoothDeck này chưa dùng đến plugin loại {kind}.</translation>
    </message>
    <message>
      <source>Too many wrong PINs. Wait {seconds} seconds, then try again.</source>
      <translation>Sai mã PIN quá nhiều lần. Đợi {seconds} giây rồi thử lại.</translation>
    </message>
    <message>
      <source>Viewers see no new picture. Start the virtual camera.</source>
      <translation>Người xem không có hình mới. Hãy bật camera ảo.</translation>
    </message>
    <message>
      <source>Web pages of {origin} may not use this server.</source>
      <translation>Trang web của {origin} không được dùng máy chủ này.</translation>
    </message>
    <message>
      <source>What answers at {address} is not OBS: {detail}. Check the port (OBS uses 4455).</source>
      <translation>Thứ trả lời ở {address} không phải OBS: {detail}. Kiểm tra cổng (OBS dùng 4455).</translation>
    </message>
    <message>
      <source>Without TLS the server listens only on this machine. Set tls_cert and tls_key.</source>
      <translation>Không có TLS thì máy chủ chỉ nghe trên máy này. Hãy đặt tls_cert và tls_key.</translation>
    </message>
    <message>
      <source>You have been signed out. Sign in again.</source>
      <translation>Bạn đã bị đăng xuất. Hãy đăng nhập lại.</translation>
    </message>
    <message>
      <source>{action} cannot be done by a group: only what is about one booth and needs no password. `boothdeck actions` lists all.</source>
      <translation>{action} không làm theo nhóm được: chỉ những việc của một booth và không cần mật khẩu. `boothdeck actions` liệt kê tất cả.</translation>
    </message>
    <message>
      <source>{action}: {detail}</source>
      <translation>{action}: {detail}</translation>
    </message>
    <message>
      <source>{address} cannot be listened on: {detail}. Another program has it? Choose another port.</source>
      <translation>Không nghe được ở {address}: {detail}. Chương trình khác đang dùng? Hãy chọn cổng khác.</translation>
    </message>
    <message>
      <source>{address} cannot be reached: {detail}. Check the address, cable and firewall.</source>
      <translation>Không tới được {address}: {detail}. Kiểm tra địa chỉ, dây mạng và tường lửa.</translation>
    </message>
    <message>
      <source>{address} is {server}, which is connected already at {other}.</source>
      <translation>{address} là {server}, đã kết nối ở {other}.</translation>
    </message>
    <message>
      <source>{address} shows another certificate than before. Ask who runs it.</source>
      <translation>{address} đưa ra chứng chỉ khác trước. Hãy hỏi người vận hành.</translation>
    </message>
    <message>
      <source>{booth} cannot go back: the scene “{scene}” is gone. Put another scene on air, then end the panic to have the sound back.</source>
      <translation>{booth} không trở lại được: cảnh “{scene}” không còn. Hãy phát cảnh khác, rồi kết thúc khẩn cấp để có lại tiếng.</translation>
    </message>
    <message>
      <source>{booth} has no Cut transition. Add one in OBS, or use Take.</source>
      <translation>{booth} không có hiệu ứng Cut. Thêm trong OBS, hoặc dùng TAKE.</translation>
    </message>
    <message>
      <source>{booth} has no hotkey {hotkey}. OBS lists them under Settings → Hotkeys.</source>
      <translation>{booth} không có phím nóng {hotkey}. OBS liệt kê trong Cài đặt → Phím nóng.</translation>
    </message>
    <message>
      <source>{booth} has no profile “{profile}”.</source>
      <translation>{booth} không có hồ sơ “{profile}”.</translation>
    </message>
    <message>
      <source>{booth} has no scene collection “{collection}”.</source>
      <translation>{booth} không có bộ cảnh “{collection}”.</translation>
    </message>
    <message>
      <source>{booth} has no scene “{scene}”. It may have been renamed or removed in OBS.</source>
      <translation>{booth} không có cảnh “{scene}”. Có thể đã đổi tên hoặc xóa trong OBS.</translation>
    </message>
    <message>
      <source>{booth} has no source “{source}” here. It may have been renamed or removed.</source>
      <translation>{booth} không có nguồn “{source}” ở đây. Có thể đã đổi tên hoặc xóa.</translation>
    </message>
    <message>
      <source>{booth} has no transition “{transition}”.</source>
      <translation>{booth} không có hiệu ứng “{transition}”.</translation>
    </message>
    <message>
      <source>{booth} is back, but not all of it: {inputs}. Look at its sound.</source>
      <translation>{booth} đã trở lại, nhưng chưa đủ: {inputs}. Hãy xem phần âm thanh.</translation>
    </message>
    <message>
      <source>{booth} is being commissioned already. Wait for its end.</source>
      <translation>{booth} đang được dựng theo mẫu rồi. Hãy đợi xong.</translation>
    </message>
    <message>
      <source>{booth} is named twice; name every booth once.</source>
      <translation>{booth} được nêu hai lần; mỗi booth chỉ nêu một lần.</translation>
    </message>
    <message>
      <source>{booth} is not connected to its OBS ({status}); nothing was done.</source>
      <translation>{booth} chưa nối với OBS ({status}); chưa làm gì.</translation>
    </message>
    <message>
      <source>{booth} is not in studio mode, so there is no preview to take.</source>
      <translation>{booth} không ở chế độ studio nên không có cảnh chờ để lên sóng.</translation>
    </message>
    <message>
      <source>{booth} is on air; its scenes would change before the viewers’ eyes. Confirm to go on.</source>
      <translation>{booth} đang phát; các cảnh sẽ đổi ngay trước mắt người xem. Xác nhận để tiếp tục.</translation>
    </message>
    <message>
      <source>{booth} is on standby, but these inputs are still heard: {inputs}.</source>
      <translation>{booth} đã ở màn hình chờ, nhưng vẫn còn nghe thấy: {inputs}.</translation>
    </message>
    <message>
      <source>{booth} is sent by the platform's own program. Start it there, then say that it is live.</source>
      <translation>{booth} do chương trình riêng của nền tảng phát. Hãy bắt đầu ở đó, rồi báo là đã live.</translation>
    </message>
    <message>
      <source>{booth} was not commissioned: choose a template for it first.</source>
      <translation>{booth} chưa được dựng theo mẫu: hãy chọn mẫu cho nó trước.</translation>
    </message>
    <message>
      <source>{booth} would show nothing: no source of “{scene}” is visible. Choose another scene.</source>
      <translation>{booth} sẽ không hiện gì: không có nguồn nào của “{scene}” đang hiện. Hãy chọn cảnh khác.</translation>
    </message>
    <message>
      <source>{booth}: the link to {address} is not encrypted; others on that network can read it.</source>
      <translation>{booth}: kết nối tới {address} không mã hóa; người khác trong mạng đó đọc được.</translation>
    </message>
    <message>
      <source>{booth}: “{source}” has no filter “{filter}”. It may have been renamed.</source>
      <translation>{booth}: “{source}” không có bộ lọc “{filter}”. Có thể đã đổi tên.</translation>
    </message>
    <message>
      <source>{by} has changed order #{number} meanwhile. Look at it and try again.</source>
      <translation>{by} vừa sửa đơn #{number}. Hãy xem lại rồi thử lần nữa.</translation>
    </message>
    <message>
      <source>{cert} and {key} cannot be used for TLS: {detail}. Make new ones.</source>
      <translation>{cert} và {key} không dùng được cho TLS: {detail}. Hãy tạo lại.</translation>
    </message>
    <message>
      <source>{detail}</source>
      <translation>{detail}</translation>
    </message>
    <message>
      <source>{field} is “{now}” by now: somebody changed it meanwhile. Look, then change it again.</source>
      <translation>{field} bây giờ là “{now}”: có người vừa đổi. Hãy xem lại rồi đổi.</translation>
    </message>
    <message>
      <source>{field}: {detail}</source>
      <translation>{field}: {detail}</translation>
    </message>
    <message>
      <source>{file} cannot be read: {detail}. The last good settings stay in force.</source>
      <translation>Không đọc được {file}: {detail}. Giữ nguyên cài đặt tốt gần nhất.</translation>
    </message>
    <message>
      <source>{file} cannot be written: {detail}. Check its folder's rights.</source>
      <translation>Không ghi được {file}: {detail}. Hãy kiểm tra quyền của thư mục đó.</translation>
    </message>
    <message>
      <source>{file} cannot be written: {detail}. Nothing was changed.</source>
      <translation>Không ghi được {file}: {detail}. Chưa thay đổi gì.</translation>
    </message>
    <message>
      <source>{file} exists already. With --replace it is made anew; every console then asks whether to believe the new one.</source>
      <translation>{file} đã có rồi. Thêm --replace để tạo lại; khi đó mọi bảng điều khiển sẽ hỏi có tin chứng chỉ mới không.</translation>
    </message>
    <message>
      <source>{file} was being edited at the same moment. Try again.</source>
      <translation>{file} đang được sửa cùng lúc. Hãy thử lại.</translation>
    </message>
    <message>
      <source>{file}: {fields} changed; the server takes that over when it is started again.</source>
      <translation>{file}: {fields} đã đổi; máy chủ nhận khi khởi động lại.</translation>
    </message>
    <message>
      <source>{file}:{line}: {field}: {detail}</source>
      <translation>{file}:{line}: {field}: {detail}</translation>
    </message>
    <message>
      <source>{folder} cannot be used: {detail}. Check its owner, rights and free space.</source>
      <translation>Không dùng được {folder}: {detail}. Kiểm tra chủ sở hữu, quyền và chỗ trống.</translation>
    </message>
    <message>
      <source>{instance} cannot do that now: {detail}.</source>
      <translation>{instance} hiện không làm được: {detail}.</translation>
    </message>
    <message>
      <source>{instance} did not answer within {seconds} s.</source>
      <translation>{instance} không trả lời trong {seconds} giây.</translation>
    </message>
    <message>
      <source>{instance} has no way to do that.</source>
      <translation>{instance} không có cách làm việc đó.</translation>
    </message>
    <message>
      <source>{instance} is set up already. Choose another id.</source>
      <translation>{instance} đã được cài đặt rồi. Hãy chọn mã khác.</translation>
    </message>
    <message>
      <source>{instance}: booth: choose which booth it belongs to. There is: {booths}.</source>
      <translation>{instance}: booth: hãy chọn nó thuộc booth nào. Hiện có: {booths}.</translation>
    </message>
    <message>
      <source>{instance}: {field}: {detail}</source>
      <translation>{instance}: {field}: {detail}</translation>
    </message>
    <message>
      <source>{name} is a name that the server uses itself. Choose another.</source>
      <translation>{name} là tên máy chủ tự dùng. Hãy chọn tên khác.</translation>
    </message>
    <message>
      <source>{name} is the last administrator and cannot be revoked.</source>
      <translation>{name} là quản trị cuối cùng nên không thu quyền được.</translation>
    </message>
    <message>
      <source>{name} is {role}; this needs {least} or above. Ask an administrator.</source>
      <translation>{name} là {role}; việc này cần {least} trở lên. Hãy hỏi quản trị.</translation>
    </message>
    <message>
      <source>{output} is not running.</source>
      <translation>{output} không chạy.</translation>
    </message>
    <message>
      <source>{output} is not set up in OBS. Switch it on in OBS: Settings → Output.</source>
      <translation>{output} chưa thiết lập trong OBS. Bật trong OBS: Cài đặt → Đầu ra.</translation>
    </message>
    <message>
      <source>{output} is running already.</source>
      <translation>{output} đang chạy rồi.</translation>
    </message>
    <message>
      <source>{output} stopped by itself. Check the receiver and the line, then start again.</source>
      <translation>{output} tự dừng. Kiểm tra nơi nhận và đường truyền, rồi bật lại.</translation>
    </message>
    <message>
      <source>{path} does not take {method}, only {allowed}.</source>
      <translation>{path} không nhận {method}, chỉ nhận {allowed}.</translation>
    </message>
    <message>
      <source>{server} is being stopped.</source>
      <translation>{server} đang được dừng.</translation>
    </message>
    <message>
      <source>{server} speaks version {theirs}, this program {ours}. Update the older one.</source>
      <translation>{server} dùng phiên bản {theirs}, chương trình này {ours}. Hãy cập nhật bên cũ hơn.</translation>
    </message>
    <message>
      <source>{source} cannot write into its chat. Copy the text and answer in the platform's own app.</source>
      <translation>{source} không viết được vào khung chat. Hãy chép nội dung và trả lời trong ứng dụng của nền tảng.</translation>
    </message>
    <message>
      <source>{source} cannot write to one viewer alone. Copy the text and answer in the platform's own app.</source>
      <translation>{source} không nhắn riêng cho một người xem được. Hãy chép nội dung và trả lời trong ứng dụng của nền tảng.</translation>
    </message>
    <message>
      <source>{what} must be between {least} and {most}; got {value}.</source>
      <translation>{what} phải từ {least} đến {most}; đã nhận {value}.</translation>
    </message>
    <message>
      <source>“{address}” is no address. Write NAME:PORT, or https://NAME:PORT.</source>
      <translation>“{address}” không phải địa chỉ. Hãy viết TÊN:CỔNG, hoặc https://TÊN:CỔNG.</translation>
    </message>
    <message>
      <source>“{device}” is in every scene as well as “{source}”: viewers hear it twice. In OBS: Settings → Audio, set it to Disabled.</source>
      <translation>“{device}” có trong mọi cảnh cùng lúc với “{source}”: người xem nghe hai lần. Trong OBS: Cài đặt → Âm thanh, đặt thành Tắt.</translation>
    </message>
    <message>
      <source>“{input}” on {booth} has no sound.</source>
      <translation>“{input}” ở {booth} không có tiếng.</translation>
    </message>
    <message>
      <source>“{input}” on {booth} plays nothing that could be controlled.</source>
      <translation>“{input}” ở {booth} không phát gì để điều khiển.</translation>
    </message>
    <message>
      <source>“{plugin}” cannot be loaded: {detail}. Mend it, then restart it; its log has the details.</source>
      <translation>Không nạp được “{plugin}”: {detail}. Hãy sửa rồi khởi động lại nó; nhật ký của nó có chi tiết.</translation>
    </message>
    <message>
      <source>“{plugin}” cannot be started: {detail}. It is tried again.</source>
      <translation>Không khởi động được “{plugin}”: {detail}. Đang thử lại.</translation>
    </message>
    <message>
      <source>“{plugin}” did not answer for {seconds} s. It was ended and is started again; its log says where it hung.</source>
      <translation>“{plugin}” không trả lời trong {seconds} giây. Nó đã bị dừng và được khởi động lại; nhật ký của nó ghi chỗ bị treo.</translation>
    </message>
    <message>
      <source>“{plugin}” ended by itself ({detail}). It is started again; its log has the details.</source>
      <translation>“{plugin}” tự dừng ({detail}). Nó được khởi động lại; nhật ký của nó có chi tiết.</translation>
    </message>
    <message>
      <source>“{plugin}” needs {requires}, which BoothDeck does not bring and which has terms of its own: {licence} If you accept them, install it, then look for plugins again: {command}</source>
      <translation>“{plugin}” cần {requires}, thứ không đi kèm BoothDeck và có điều khoản riêng: {licence} Nếu bạn chấp nhận, hãy cài vào rồi tìm plugin lại: {command}</translation>
    </message>
    <message>
      <source>“{plugin}” needs {requires}, which BoothDeck does not bring. Install it, then look for plugins again: {command}</source>
      <translation>“{plugin}” cần {requires}, thứ không đi kèm BoothDeck. Hãy cài vào rồi tìm plugin lại: {command}</translation>
    </message>
    <message>
      <source>“{plugin}” said what nobody understands ({detail}). It is started again.</source>
      <translation>“{plugin}” gửi dữ liệu không hiểu được ({detail}). Nó được khởi động lại.</translation>
    </message>
    <message>
      <source>“{plugin}” took more than {limit} MB of memory. It was ended and is started again.</source>
      <translation>“{plugin}” dùng quá {limit} MB bộ nhớ. Nó đã bị dừng và được khởi động lại.</translation>
    </message>
    <message>
      <source>“{plugin}” was written for version {api} of the plugin interface, this BoothDeck has {ours}. Get the version of it that fits, or update BoothDeck.</source>
      <translation>“{plugin}” được viết cho phiên bản {api} của giao diện plugin, BoothDeck này có {ours}. Hãy lấy bản phù hợp, hoặc cập nhật BoothDeck.</translation>
    </message>
    <message>
      <source>“{source}” ({what}) cannot be made: this OBS has no {kinds}. Install what brings it, then commission again; everything else is built.</source>
      <translation>Không tạo được “{source}” ({what}): OBS này không có {kinds}. Cài thành phần đó rồi dựng lại; mọi thứ khác đã dựng xong.</translation>
    </message>
    <message>
      <source>“{source}” is a {kind} in OBS, the template wants {what} ({kinds}). Rename or remove it there, then commission again.</source>
      <translation>“{source}” trong OBS là {kind}, còn mẫu cần {what} ({kinds}). Đổi tên hoặc xóa nó ở đó rồi dựng lại.</translation>
    </message>
    <message>
      <source>“{source}”: no device is chosen. Double-click it in OBS and choose one.</source>
      <translation>“{source}”: chưa chọn thiết bị. Nhấp đúp vào nó trong OBS rồi chọn.</translation>
    </message>
  </context>
  <context>
    <name>schema</name>
    <message>
      <source>a machine's name or address, without a port</source>
      <translation>tên hoặc địa chỉ một máy, không kèm cổng</translation>
    </message>
    <message>
      <source>a number from 0.01 to 1</source>
      <translation>số từ 0,01 đến 1</translation>
    </message>
    <message>
      <source>a table of that action's parameters, without booth</source>
      <translation>bảng tham số của việc đó, không kèm booth</translation>
    </message>
    <message>
      <source>gigabytes from 0.1 to 10000</source>
      <translation>gigabyte từ 0,1 đến 10000</translation>
    </message>
    <message>
      <source>letters, digits and dashes, at most 24, not beginning with a dash</source>
      <translation>chữ cái, chữ số và gạch ngang, tối đa 24, không bắt đầu bằng gạch ngang</translation>
    </message>
    <message>
      <source>letters, digits and dashes, at most 40, not beginning with a dash</source>
      <translation>chữ cái, chữ số và gạch nối, tối đa 40, không bắt đầu bằng gạch nối</translation>
    </message>
    <message>
      <source>minutes from 0 (never) to 600</source>
      <translation>phút từ 0 (không bao giờ) đến 600</translation>
    </message>
    <message>
      <source>percent from 0.1 to 100</source>
      <translation>phần trăm từ 0,1 đến 100</translation>
    </message>
    <message>
      <source>seconds from 0 to 3600</source>
      <translation>giây từ 0 đến 3600</translation>
    </message>
    <message>
      <source>small letters, digits and _</source>
      <translation>chữ thường, chữ số và _</translation>
    </message>
    <message>
      <source>small letters, digits and dashes, at most 40, not beginning with a dash</source>
      <translation>chữ thường, chữ số và gạch ngang, tối đa 40, không bắt đầu bằng gạch ngang</translation>
    </message>
  </context>
  <context>
    <name>switcher</name>
    <message>
      <source>NOT ON AIR</source>
      <translation>KHÔNG PHÁT</translation>
    </message>
    <message>
      <source>ON AIR</source>
      <translation>ĐANG PHÁT</translation>
    </message>
    <message>
      <source>ON AIR UNKNOWN</source>
      <translation>CHƯA RÕ CÓ PHÁT</translation>
    </message>
    <message>
      <source>PROGRAM</source>
      <translation>CẢNH PHÁT</translation>
    </message>
    <message>
      <source>from “{scene}”</source>
      <translation>từ “{scene}”</translation>
    </message>
  </context>
  <context>
    <name>values</name>
    <message>
      <source>audio bit rate</source>
      <translation>bitrate tiếng</translation>
    </message>
    <message>
      <source>balance</source>
      <translation>cân bằng</translation>
    </message>
    <message>
      <source>browser</source>
      <translation>trình duyệt</translation>
    </message>
    <message>
      <source>camera</source>
      <translation>máy quay</translation>
    </message>
    <message>
      <source>color</source>
      <translation>màu nền</translation>
    </message>
    <message>
      <source>hidden</source>
      <translation>ẩn</translation>
    </message>
    <message>
      <source>image</source>
      <translation>ảnh</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>khóa</translation>
    </message>
    <message>
      <source>loopback</source>
      <translation>tiếng máy tính</translation>
    </message>
    <message>
      <source>media</source>
      <translation>tệp phát</translation>
    </message>
    <message>
      <source>microphone</source>
      <translation>micro</translation>
    </message>
    <message>
      <source>monitoring</source>
      <translation>nghe kiểm tra</translation>
    </message>
    <message>
      <source>movable</source>
      <translation>di chuyển được</translation>
    </message>
    <message>
      <source>mute</source>
      <translation>tắt tiếng</translation>
    </message>
    <message>
      <source>muted</source>
      <translation>tắt tiếng</translation>
    </message>
    <message>
      <source>none</source>
      <translation>không có</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
    <message>
      <source>on</source>
      <translation>bật</translation>
    </message>
    <message>
      <source>open</source>
      <translation>mở tiếng</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>hiện</translation>
    </message>
    <message>
      <source>sync offset</source>
      <translation>độ trễ đồng bộ</translation>
    </message>
    <message>
      <source>text</source>
      <translation>chữ</translation>
    </message>
    <message>
      <source>tracks</source>
      <translation>rãnh âm thanh</translation>
    </message>
    <message>
      <source>video bit rate</source>
      <translation>bitrate hình</translation>
    </message>
    <message>
      <source>volume</source>
      <translation>âm lượng</translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message>
      <source>AI host</source>
      <translation>AI dẫn</translation>
    </message>
    <message>
      <source>OBS hangs</source>
      <translation>OBS bị treo</translation>
    </message>
    <message>
      <source>OBS is silent</source>
      <translation>OBS im lặng</translation>
    </message>
    <message>
      <source>OBS keeps loading</source>
      <translation>OBS tải mãi không xong</translation>
    </message>
    <message>
      <source>OBS lost</source>
      <translation>mất OBS</translation>
    </message>
    <message>
      <source>OBS sends</source>
      <translation>OBS phát đi</translation>
    </message>
    <message>
      <source>PC overloaded</source>
      <translation>máy quá tải</translation>
    </message>
    <message>
      <source>acknowledged</source>
      <translation>đã xác nhận</translation>
    </message>
    <message>
      <source>administrator</source>
      <translation>quản trị</translation>
    </message>
    <message>
      <source>another booth</source>
      <translation>thêm booth</translation>
    </message>
    <message>
      <source>answers</source>
      <translation>trả lời</translation>
    </message>
    <message>
      <source>back from aside</source>
      <translation>hết gác lại</translation>
    </message>
    <message>
      <source>break</source>
      <translation>nghỉ</translation>
    </message>
    <message>
      <source>broken</source>
      <translation>hỏng</translation>
    </message>
    <message>
      <source>buffering</source>
      <translation>đang nạp</translation>
    </message>
    <message>
      <source>by itself</source>
      <translation>riêng nó</translation>
    </message>
    <message>
      <source>calls again</source>
      <translation>gọi lại</translation>
    </message>
    <message>
      <source>camera control</source>
      <translation>điều khiển camera</translation>
    </message>
    <message>
      <source>chat</source>
      <translation>chat</translation>
    </message>
    <message>
      <source>cleared</source>
      <translation>đã hết</translation>
    </message>
    <message>
      <source>connected</source>
      <translation>đã kết nối</translation>
    </message>
    <message>
      <source>connected, but silent</source>
      <translation>đã kết nối nhưng im lặng</translation>
    </message>
    <message>
      <source>connecting</source>
      <translation>đang kết nối</translation>
    </message>
    <message>
      <source>critical</source>
      <translation>nghiêm trọng</translation>
    </message>
    <message>
      <source>delivery not proven</source>
      <translation>chưa rõ có ai nhận</translation>
    </message>
    <message>
      <source>director</source>
      <translation>đạo diễn</translation>
    </message>
    <message>
      <source>disk nearly full</source>
      <translation>đĩa gần đầy</translation>
    </message>
    <message>
      <source>dropping frames</source>
      <translation>rớt khung hình</translation>
    </message>
    <message>
      <source>ended</source>
      <translation>đã hết</translation>
    </message>
    <message>
      <source>error</source>
      <translation>lỗi</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>không chạy được</translation>
    </message>
    <message>
      <source>frames not drawn</source>
      <translation>không kịp vẽ khung hình</translation>
    </message>
    <message>
      <source>from the beginning</source>
      <translation>từ đầu</translation>
    </message>
    <message>
      <source>given back</source>
      <translation>trả lại</translation>
    </message>
    <message>
      <source>good</source>
      <translation>tốt</translation>
    </message>
    <message>
      <source>got worse</source>
      <translation>nặng hơn</translation>
    </message>
    <message>
      <source>host</source>
      <translation>người dẫn</translation>
    </message>
    <message>
      <source>host unknown</source>
      <translation>chưa rõ người dẫn</translation>
    </message>
    <message>
      <source>line congested</source>
      <translation>nghẽn đường truyền</translation>
    </message>
    <message>
      <source>line or platform</source>
      <translation>đường truyền hoặc nền tảng</translation>
    </message>
    <message>
      <source>live on the platform</source>
      <translation>nền tảng đang chiếu</translation>
    </message>
    <message>
      <source>live unknown</source>
      <translation>chưa rõ nền tảng</translation>
    </message>
    <message>
      <source>live, but OBS does not send</source>
      <translation>đang live, nhưng OBS không gửi</translation>
    </message>
    <message>
      <source>monitor and program</source>
      <translation>kiểm âm và phát</translation>
    </message>
    <message>
      <source>monitor only</source>
      <translation>chỉ kiểm âm</translation>
    </message>
    <message>
      <source>network</source>
      <translation>mạng</translation>
    </message>
    <message>
      <source>next</source>
      <translation>tiếp</translation>
    </message>
    <message>
      <source>no media</source>
      <translation>không có tệp</translation>
    </message>
    <message>
      <source>not as commissioned</source>
      <translation>khác với mẫu đã dựng</translation>
    </message>
    <message>
      <source>not in use</source>
      <translation>chưa dùng</translation>
    </message>
    <message>
      <source>not live now</source>
      <translation>hiện không live</translation>
    </message>
    <message>
      <source>not live on the platform</source>
      <translation>nền tảng không hiện</translation>
    </message>
    <message>
      <source>not monitored</source>
      <translation>không kiểm âm</translation>
    </message>
    <message>
      <source>not set up in OBS</source>
      <translation>chưa thiết lập trong OBS</translation>
    </message>
    <message>
      <source>nothing leaves</source>
      <translation>không gửi được gì</translation>
    </message>
    <message>
      <source>nothing to judge</source>
      <translation>chưa có gì để đánh giá</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
    <message>
      <source>one PC</source>
      <translation>một máy</translation>
    </message>
    <message>
      <source>opening</source>
      <translation>đang mở</translation>
    </message>
    <message>
      <source>order desk</source>
      <translation>chốt đơn</translation>
    </message>
    <message>
      <source>orders</source>
      <translation>đơn hàng</translation>
    </message>
    <message>
      <source>pause</source>
      <translation>tạm dừng</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>tạm dừng</translation>
    </message>
    <message>
      <source>picture frozen</source>
      <translation>hình đứng yên</translation>
    </message>
    <message>
      <source>play</source>
      <translation>phát</translation>
    </message>
    <message>
      <source>playing</source>
      <translation>đang phát</translation>
    </message>
    <message>
      <source>previous</source>
      <translation>trước</translation>
    </message>
    <message>
      <source>program black</source>
      <translation>hình phát bị đen</translation>
    </message>
    <message>
      <source>program silent</source>
      <translation>hình phát không có tiếng</translation>
    </message>
    <message>
      <source>put aside</source>
      <translation>gác lại</translation>
    </message>
    <message>
      <source>raised</source>
      <translation>phát sinh</translation>
    </message>
    <message>
      <source>reconnecting</source>
      <translation>đang nối lại</translation>
    </message>
    <message>
      <source>recording</source>
      <translation>ghi hình</translation>
    </message>
    <message>
      <source>recording does not grow</source>
      <translation>tệp ghi không tăng</translation>
    </message>
    <message>
      <source>recording stopped</source>
      <translation>ghi hình đã dừng</translation>
    </message>
    <message>
      <source>refused by OBS</source>
      <translation>OBS từ chối</translation>
    </message>
    <message>
      <source>replay buffer</source>
      <translation>bộ đệm phát lại</translation>
    </message>
    <message>
      <source>running</source>
      <translation>đang chạy</translation>
    </message>
    <message>
      <source>scene</source>
      <translation>cảnh</translation>
    </message>
    <message>
      <source>server's clock</source>
      <translation>đồng hồ máy chủ</translation>
    </message>
    <message>
      <source>server's database</source>
      <translation>cơ sở dữ liệu máy chủ</translation>
    </message>
    <message>
      <source>server's disk nearly full</source>
      <translation>đĩa máy chủ gần đầy</translation>
    </message>
    <message>
      <source>standby</source>
      <translation>chờ an toàn</translation>
    </message>
    <message>
      <source>standby not reached</source>
      <translation>chưa về được cảnh chờ</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>đang bật</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>dừng</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>đã dừng</translation>
    </message>
    <message>
      <source>stopping</source>
      <translation>đang tắt</translation>
    </message>
    <message>
      <source>stream</source>
      <translation>luồng phát</translation>
    </message>
    <message>
      <source>stream reconnecting</source>
      <translation>luồng phát đang nối lại</translation>
    </message>
    <message>
      <source>stream stopped</source>
      <translation>luồng phát đã dừng</translation>
    </message>
    <message>
      <source>taken in hand</source>
      <translation>có người nhận</translation>
    </message>
    <message>
      <source>technician</source>
      <translation>kỹ thuật</translation>
    </message>
    <message>
      <source>the platform's program sends</source>
      <translation>chương trình của nền tảng phát đi</translation>
    </message>
    <message>
      <source>this server</source>
      <translation>máy chủ này</translation>
    </message>
    <message>
      <source>to be installed</source>
      <translation>cần cài thêm</translation>
    </message>
    <message>
      <source>together</source>
      <translation>cùng lúc</translation>
    </message>
    <message>
      <source>virtual camera</source>
      <translation>camera ảo</translation>
    </message>
    <message>
      <source>virtual camera off</source>
      <translation>camera ảo tắt</translation>
    </message>
    <message>
      <source>voice</source>
      <translation>giọng nói</translation>
    </message>
    <message>
      <source>waits for the next try</source>
      <translation>chờ thử lại</translation>
    </message>
    <message>
      <source>waits to start again</source>
      <translation>chờ chạy lại</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>cảnh báo</translation>
    </message>
  </context>
</TS>
