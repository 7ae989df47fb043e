/**
 * The one script of the reader's page, which works without: names the question that led here, as the chat keeps it for
 * as long as the browser's tab is open, and leads back to it. No address holds the question, so no server is told it.
 */

const link = document.querySelector('.back');
const question = readQuestion();
if (link && question) {
  link.lastElementChild.textContent = question;
  link.hidden = false;
}

function readQuestion() {
  try {
    return sessionStorage.getItem('wenju-asked');
  } catch {
    // A page that may store nothing.
    return null;
  }
}
