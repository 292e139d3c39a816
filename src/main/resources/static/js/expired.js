"use strict";
// Comes before the words of the page: whoever is quick to go on has still sent nothing.
{
  const KEPT = "unsent-form"; // of app.js
  const kept = sessionStorage.getItem(KEPT);
  if (kept) sessionStorage.setItem(KEPT, JSON.stringify({ ...JSON.parse(kept), unsent: true }));
}
