// React 19 hands attributes and events of custom elements on as they are written.
import 'http://127.0.0.1:8787/widget.js';

export function Chat() {
  return (
    <wenju-chat
      endpoint="http://127.0.0.1:8787"
      lang="zh-CN"
      onwenju-answer={(event) => console.log(event.detail.status)}
    />
  );
}
