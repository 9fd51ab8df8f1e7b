// The two definitions that checks are measured on. Both ask for a Fargate size that does not exist,
// so a validator has something to find; their lengths are fixed to the byte.

/** `text` is lengthened through a value that no rule looks into. */
function padded(definition, environment, length) {
  const pad = length - JSON.stringify(definition).length;
  if (pad < 0) throw new Error(`the definition is ${-pad} bytes too long`);
  environment.value += 'x'.repeat(pad);
  const text = JSON.stringify(definition);
  if (text.length !== length) throw new Error(`padded to ${text.length}, not ${length}`);
  return text;
}

/** S: one container, 256 CPU units with 4096 MiB, 396 bytes. */
export function small() {
  const environment = { name: 'NOTE', value: '' };
  const definition = {
    family: 'small',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '4096',
    containerDefinitions: [{
      name: 'web',
      image: 'public.ecr.aws/docker/library/httpd:2.4',
      essential: true,
      portMappings: [{ containerPort: 80, protocol: 'tcp' }],
      environment: [environment],
    }],
  };
  return padded(definition, environment, 396);
}

function container(number) {
  const names = Array.from({ length: 14 }, (_, index) => `SETTING_${number}_${index}`);
  return {
    name: `part-${number}`,
    image: `public.ecr.aws/docker/library/busybox:1.${number}`,
    essential: number === 0,
    cpu: 64,
    memory: 512,
    memoryReservation: 256,
    portMappings: [
      { containerPort: 8000 + number, protocol: 'tcp' },
      { containerPort: 9000 + number, protocol: 'udp' },
    ],
    environment: names.map((name) => ({ name, value: `value of ${name.toLowerCase()}` })),
    mountPoints: [{ sourceVolume: 'scratch', containerPath: `/data/${number}`, readOnly: false }],
    dependsOn: number === 0 ? [] : [{ containerName: `part-${number - 1}`, condition: 'START' }],
    ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
    stopTimeout: 30,
  };
}

/** L: ten containers, 1024 CPU units with 9216 MiB, 13.8 KB. */
export function large() {
  const containers = Array.from({ length: 10 }, (_, number) => container(number));
  const definition = {
    family: 'large',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '1024',
    memory: '9216',
    volumes: [{ name: 'scratch' }],
    containerDefinitions: containers,
  };
  return padded(definition, containers[9].environment[0], 13_800);
}
