// Tells how strong a new password looks, a moment after the last key. The password goes in the body of a post and is kept nowhere.
const hint = document.getElementById("strength");
const input = document.getElementById(hint.dataset.field);
const [meter, words] = hint.children;
let pause = 0;
let asked = 0;

const ask = async () => {
  const turn = ++asked;
  const typed = input.value;
  if (typed === "") {
    words.textContent = "";
    return;
  }
  const body = new URLSearchParams(hint.dataset.body);
  body.set("password", typed);
  const answer = await fetch(hint.dataset.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body,
  }).catch(() => undefined);
  if (turn !== asked || !answer?.ok) {
    return;
  }
  const told = await answer.json();
  meter.value = told.score;
  words.textContent = told.words;
};

input.addEventListener("input", () => {
  clearTimeout(pause);
  // There before its words are, so that a screen reader hears them come.
  hint.hidden = input.value === "";
  pause = setTimeout(ask, 400);
});
