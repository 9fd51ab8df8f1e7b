// What the front end of AWS does before a request reaches a service: it reads the body, and refuses
// what names no operation of the service, in the words of the protocol that was spoken.

/** More than any request of ECS: a task definition has at most 64 KiB. */
const LONGEST_BODY = 1 << 20;
/** The version of the API of EC2, whose errors have a form of their own. */
const EC2 = '2016-11-15';

/**
 * The body as text, or nothing if it is too long. Read to its end even then: a client that still
 * writes would not read the answer.
 */
export async function bodyOf(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    if (body.length <= LONGEST_BODY) body += chunk;
  }
  return body.length <= LONGEST_BODY ? body : undefined;
}

/** What is asked of another service, in the words of its protocol. */
function notOfEcs(name, ofEc2 = false) {
  const message = `${name} is no operation of Amazon ECS, which is all that this endpoint ` +
    'simulates. Name it in AWS_ENDPOINT_URL_ECS: other services are asked elsewhere then.';
  const code = 'UnknownOperationException';
  if (name.includes('.')) {
    return { status: 400, body: JSON.stringify({ __type: code, message }) };
  }
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = ofEc2 ? `<Response><Errors>${error}</Errors></Response>\n`
    : `<ErrorResponse>${error}</ErrorResponse>\n`;
  return { status: 400, kind: 'text/xml', body };
}

/** The answer to what is no request of ECS; `target` is the header `x-amz-target`, if there. */
export function refusalOfOthers(method, target, body) {
  // Older protocols name the operation in a form.
  const form = new URLSearchParams(target ? '' : body);
  if (method === 'POST' && /^\w+$/.test(form.get('Action') ?? '')) {
    return notOfEcs(form.get('Action'), form.get('Version') === EC2);
  }
  if (method === 'POST' && target) return notOfEcs(target);
  // What names no operation at all is answered without JSON.
  return { status: 404, kind: 'text/xml', body: '<UnknownOperationException/>\n' };
}
