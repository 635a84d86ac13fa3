// Keeps the bar of a reset of many users up to date, and loads the page once more when all is done.
const box = document.getElementById("bulk-progress");
const [bar, said] = box.children;
const EVERY = 1000;

const look = async () => {
  const answer = await fetch(box.dataset.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(box.dataset.body),
  }).catch(() => undefined);
  if (answer && !answer.ok) {
    // Signed out, or a page of another session: what there is to say, the server says.
    return location.reload();
  }
  const told = await answer?.json().catch(() => undefined);
  if (told) {
    if (told.settled >= told.all) {
      return location.reload();
    }
    bar.value = told.settled;
    said.textContent = box.dataset.said.replace("{settled}", told.settled).replace("{all}", told.all);
  }
  setTimeout(look, EVERY);
};

setTimeout(look, EVERY);
