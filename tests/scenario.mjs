// Plays the steps of tests/fixtures/determinism.json. Imports nothing: browsers are handed it too.

export function play(drydock, steps) {
  for (const { advance, action, body, status = 200 } of steps) {
    if (advance !== undefined) {
      const passed = drydock.advance(advance);
      if (passed !== advance) throw new Error(`${passed} of ${advance} ms passed`);
      continue;
    }
    const answer = drydock.call(action, JSON.stringify(body));
    if (answer.status !== status) throw new Error(`${action}: ${answer.status} ${answer.body}`);
  }
}
