/* What a script adds to the complaint form: files go up while one writes, and go on after a lost connection;
   words are kept; a voice can be recorded; the browser works a little for each form. Without it all of this
   is done by the form's own buttons. */
"use strict";

const form = document.querySelector("form[data-keep]");
const PIECE = 128 * 1024;
const LONGEST_PAUSE = 15_000;
const QUIET = 1_500;
const TOKEN = "csrfmiddlewaretoken";
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/* ---- The words, kept while one writes and when the page is left. */

const saved = document.getElementById("saved");
let typing;
let keeping = Promise.resolve();

form.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  clearTimeout(typing);
  typing = setTimeout(keep, QUIET);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !typing || form.dataset.sent) return;
  clearTimeout(typing);
  fetch(form.dataset.keep, { method: "POST", body: words(), keepalive: true }).catch(() => {});
});

function words() {
  const typed = new FormData(form);
  for (const name of ["attachments", "proof"]) typed.delete(name);
  return typed;
}

function keep() {
  typing = undefined;
  keeping = keeping.then(() => sent(form.dataset.keep, words())).then(remembered).catch(() => {});
  return keeping;
}

function remembered(answer) {
  form.elements.begun.value = answer.begun;
  saved.textContent = saved.dataset.words.replace("%s", answer.saved);
  saved.hidden = false;
}

/* A refusal comes back in words and is final; a connection that broke is not. */
class Refused extends Error {}

async function sent(address, body, isFirst = true) {
  const token = form.elements[TOKEN].value;
  if (body instanceof FormData) body.set(TOKEN, token);
  const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (isFirst && response.status === 403 && isPage) {
    await renewToken();
    return sent(address, body, false);
  }
  const answer = await response.json();
  if (response.ok || answer.have !== undefined) return answer;
  throw new Refused(answer.refused);
}

/* Signing in, in another tab, changes the token of every page that is open: this page gets the new one. */
async function renewToken() {
  const page = await (await fetch(location.pathname)).text();
  const found = new DOMParser().parseFromString(page, "text/html").querySelector(`form[data-keep] [name=${TOKEN}]`);
  if (found) form.elements[TOKEN].value = found.value;
}

/* ---- Files, piece by piece. */

const input = form.querySelector("input[type=file]");
const list = document.getElementById("files");
const going = new Set();
let line = Promise.resolve();

if (input) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  // The browser's own control shows what was chosen; here the list does, so a plain button is enough.
  const label = form.querySelector("label.upload");
  label.append(input);
  label.hidden = false;
  input.classList.add("visually-hidden");
  input.removeAttribute("aria-label");
  input.addEventListener("change", () => {
    for (const file of input.files) take(file);
    input.value = "";
  });
  list.addEventListener("click", leaveOut);
}

function take(file) {
  const row = rowOf(file);
  going.add(row);
  line = line.then(() => (going.has(row) ? upload(file, row) : undefined)).finally(() => {
    going.delete(row);
    if (waiting && !going.size) goOn();
  });
}

function rowOf(file) {
  const row = document.createElement("li");
  row.append(document.getElementById("file-template").content.cloneNode(true));
  row.querySelector(".name").textContent = file.name;
  const button = row.querySelector("button");
  button.setAttribute("aria-label", `${button.getAttribute("aria-label")} ${file.name}`);
  button.type = "button";
  list.append(row);
  return row;
}

async function upload(file, row) {
  await keeping;
  for (let wait = 1_000; going.has(row); wait = Math.min(2 * wait, LONGEST_PAUSE)) {
    try {
      const done = await goOnWith(file, row, () => { wait = 1_000; });
      if (done) return shown(file, row, done);
    } catch (error) {
      if (error instanceof Refused) return refused(row, error.message);
      row.querySelector("small").textContent = form.dataset.lost;
      await Promise.race([pause(wait), new Promise((back) => addEventListener("online", back, { once: true }))]);
    }
  }
}

async function goOnWith(file, row, progressed) {
  const meant = new FormData();
  const mark = `${file.name}/${file.size}/${file.lastModified}`;
  for (const [name, value] of Object.entries({ name: file.name, size: file.size, type: file.type, mark, begun: form.elements.begun.value })) meant.append(name, value);
  let state = await sent(form.dataset.files, meant);
  remembered(state);
  row.dataset.id = state.id;
  while (state.have < state.size) {
    if (!going.has(row)) return false;
    drawn(row, state);
    const piece = file.slice(state.have, state.have + PIECE, "application/octet-stream");
    state = { ...state, ...(await sent(`${state.address}?from=${state.have}`, piece)) };
    progressed();
  }
  return state;
}

function drawn(row, state) {
  const percent = Math.floor((100 * state.have) / state.size);
  row.querySelector("progress").value = percent;
  row.querySelector("small").textContent = form.dataset.going.replace("%s", percent);
}

function shown(file, row, state) {
  row.querySelector("progress").remove();
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.src = state.shown;
    picture.alt = "";
    row.querySelector(".kind").replaceWith(picture);
  }
  row.querySelector("small").textContent = `${measured(file.size)}, ${form.dataset.done}`;
  const button = row.querySelector("button");
  button.type = "submit";
  button.value = row.dataset.id;
}

function measured(size) {
  return size < 1e6 ? `${Math.ceil(size / 1e3)}\u00a0kB` : `${(size / 1e6).toFixed(1).replace(".", document.documentElement.lang === "vi" ? "," : ".")}\u00a0MB`;
}

function refused(row, sentence) {
  row.querySelector("progress").remove();
  const small = row.querySelector("small");
  small.textContent = sentence;
  small.className = "error";
}

/* A file on its way is left out here; one that is up is left out by the button itself. */
function leaveOut(event) {
  const button = event.target.closest("button[type=button]");
  if (!button) return;
  const row = button.closest("li");
  going.delete(row);
  if (row.dataset.id) {
    const wanted = new FormData();
    wanted.append("begun", form.elements.begun.value);
    wanted.append("drop", row.dataset.id);
    sent(form.dataset.drop, wanted).catch(() => {});
  }
  row.remove();
  input.focus();
}

/* Going on waits for the files that are on their way, then goes by itself. */
let waiting;
form.addEventListener("submit", (event) => {
  if (!going.size) return;
  event.preventDefault();
  event.stopPropagation(); // Else the form would count as sent already.
  waiting = event.submitter;
  saved.textContent = form.dataset.waiting;
  saved.hidden = false;
}, true);

function goOn() {
  const button = waiting;
  waiting = undefined;
  form.requestSubmit(button);
}

/* ---- A voice. */

const recordButton = form.querySelector("[data-record]");
let recorder;
if (recordButton && window.MediaRecorder && navigator.mediaDevices) {
  recordButton.hidden = false;
  recordButton.addEventListener("click", () => (recorder ? recorder.stop() : record()));
}

async function record() {
  const words = recordButton.querySelector("span");
  const before = words.textContent;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    saved.textContent = form.dataset.deaf;
    saved.hidden = false;
    return;
  }
  const pieces = [];
  const began = Date.now();
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(clock);
    for (const track of stream.getTracks()) track.stop();
    words.textContent = before;
    const kind = recorder.mimeType.split(";")[0] || "audio/webm";
    recorder = undefined;
    take(new File(pieces, `loi-nhan-${new Date(began).toISOString().slice(11, 19).replaceAll(":", "")}.${kind.split("/")[1]}`, { type: kind, lastModified: began }));
  });
  const tick = () => { words.textContent = `${recordButton.dataset.stop} (${Math.floor((Date.now() - began) / 1_000)} s)`; };
  const clock = setInterval(tick, 1_000);
  tick();
  recorder.start();
}

/* ---- The proof of work: done in a worker, in good time before the form is sent. */

if (form.elements.at.value === "send" && window.crypto?.subtle) {
  const challenge = JSON.parse(form.dataset.challenge);
  const worker = new Worker(form.dataset.worker);
  worker.addEventListener("message", ({ data }) => {
    worker.terminate();
    if (data?.derivedKey) form.elements.proof.value = btoa(JSON.stringify({ challenge, solution: data }));
  });
  worker.postMessage({ type: "work", challenge });
}
