// The AWS SDK for JavaScript asks the engine in the same page or process: no server, no account.

import { ECSClient } from '@aws-sdk/client-ecs';
import init, { Drydock } from '../dist/engine/drydock.js';

/** Answers what the SDK would send over the network. */
class InThisPage {
  constructor(drydock) {
    this.drydock = drydock;
  }

  async handle({ headers, body }) {
    const action = headers['x-amz-target'].split('.')[1];
    const answer = this.drydock.call(action, await new Response(body).text());
    const bytes = new TextEncoder().encode(answer.body);
    return { response: { statusCode: answer.status, headers: {}, body: bytes } };
  }
}

/** A client of a simulated account, and that account, whose clock is yours to advance. */
export async function simulatedEcs(options) {
  await init();
  const drydock = new Drydock(options);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const requestHandler = new InThisPage(drydock);
  return { drydock, client: new ECSClient({ region: 'us-east-1', credentials, requestHandler }) };
}
