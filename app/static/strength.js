// Tells how strong a new password looks, a moment after the last key. The password goes in the body of a post and is kept nowhere.
const hint = document.getElementById("strength");
const input = document.getElementById(hint.dataset.field);
const [meter, words] = hint.children;
let pause = 0;
let going = new AbortController();

const ask = async () => {
  const { signal } = (going = new AbortController());
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
    signal,
  }).catch(() => undefined);
  const told = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (told && !signal.aborted) {
    meter.value = told.score;
    words.textContent = told.words;
  }
};

const stop = () => {
  clearTimeout(pause);
  going.abort();
};

// What is sent may change who this browser is: a question that comes after it would be one from an old page.
input.form.addEventListener("submit", stop);

input.addEventListener("input", () => {
  stop();
  // There before its words are, so that a screen reader hears them come.
  hint.hidden = input.value === "";
  pause = setTimeout(ask, 400);
});
