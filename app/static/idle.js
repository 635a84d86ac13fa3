// Warns before a session ends by itself: opens the dialog that the page holds (components/still_there.rs), counts down
// in it, and leaves the page once the session is over. Only a person's own click says that somebody is there: nothing
// here asks the server by itself, or no session would ever be idle.
const box = document.getElementById("still-there");
const form = box.querySelector("form");
const part = (name) => box.querySelector(`.${name}`);
const limit = (name) => Number(box.dataset[name]);

const IDLE = limit("idle");
const END = limit("end");
const WARN = Math.min(120_000, IDLE / 3);
// The server's clock started a little earlier than ours: to look in before its end would be a sign of life.
const LATE = 2_000;

// A clock that is set back must not lengthen anything, and one that stood still while a laptop slept must not either.
const began = { day: Date.now(), run: performance.now() };
const passed = () => Math.max(Date.now() - began.day, performance.now() - began.run);
const tabs = globalThis.BroadcastChannel && new BroadcastChannel("still-there");

let idleAt = limit("left");
let title = "";
let waved = false;
let timer;

function look() {
  clearTimeout(timer);
  const rest = Math.min(idleAt, END) - passed();
  if (rest <= -LATE) {
    leave();
  } else if (rest > WARN) {
    hide();
    timer = setTimeout(look, Math.min(rest - WARN, 30_000));
  } else {
    show(Math.max(0, Math.ceil(rest / 1000)), END <= idleAt);
    timer = setTimeout(look, rest > 0 ? rest % 1000 || 1000 : 500);
  }
}

function show(seconds, last) {
  part("idle").hidden = form.hidden = last;
  part("last").hidden = part("close").hidden = !last;
  part("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  part("said").textContent = box.dataset[`at${seconds}`] ?? part("said").textContent;
  if (!box.open && !waved) {
    title = document.title;
    document.title = box.querySelector("h2").textContent;
    box.showModal();
  }
}

function hide() {
  waved = false;
  if (box.open) {
    box.close();
  }
}

// The same page once more: the server says that the session is over, and keeps the way back.
function leave() {
  location.replace(location.pathname + location.search);
}

async function stay(event) {
  event.preventDefault();
  if (form.hidden) {
    return wave();
  }
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body }).catch(() => null);
  if (answer?.ok) {
    idleAt = passed() + IDLE;
    tabs?.postMessage(IDLE);
    look();
  } else if (answer) {
    leave();
  }
}

function wave() {
  waved = true;
  box.close();
}

form.addEventListener("submit", stay);
box.addEventListener("cancel", stay);
box.addEventListener("close", () => {
  document.title = title;
});
part("close").addEventListener("click", wave);
for (const [where, what] of [[document, "visibilitychange"], [window, "pageshow"], [window, "focus"]]) {
  where.addEventListener(what, look);
}
// What is done in one tab holds for the others.
if (tabs) {
  tabs.onmessage = ({ data }) => {
    idleAt = Math.max(idleAt, passed() + data);
    look();
  };
  tabs.postMessage(idleAt);
}
look();
