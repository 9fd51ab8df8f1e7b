/** Loads the Wasm. Works in browsers and in Node, and may be awaited again. */
export default function init(): Promise<void>;

export interface Options {
  /** The seed, a whole number from 0 to 2^53-1. Default: 1. */
  seed?: number;
  /** When the run starts, ISO 8601. Default: 2026-01-01T00:00:00Z. */
  start?: string;
  /** Whether the quotas of ECS hold. Default: true. */
  quotas?: boolean;
  /**
   * Whether requests may name what is not declared around ECS: subnets, security groups, load
   * balancers, roles, secrets, log groups, repositories. Default: false, so that ECS refuses them; `Drydock.Declare` adds some.
   */
  permissive?: boolean;
  /** The Region, as ARNs have it. Default: us-east-1. */
  region?: string;
}

export interface Answer {
  /** 200, or 400 for a refusal. */
  status: number;
  /** JSON: the response, or `__type` and `message`. */
  body: string;
}

/**
 * An event as Amazon EventBridge gets it from ECS, with the state of its moment. Its `detail` is
 * that of the Amazon ECS Developer Guide, by `detail-type`.
 */
export interface EventBridgeEvent {
  version: '0';
  id: string;
  'detail-type':
    | 'ECS Task State Change'
    | 'ECS Container Instance State Change'
    | 'ECS Service Action'
    | 'ECS Deployment State Change';
  source: 'aws.ecs';
  account: string;
  /** ISO 8601, whole seconds. */
  time: string;
  region: string;
  /** The ARN of the task, the container instance or the service. */
  resources: [string];
  detail: Record<string, unknown>;
}

/** A line of the journal: all that happens, in Drydock's own words. */
export interface Event {
  /** Its number in the run, from 0. */
  seq: number;
  /** Epoch milliseconds. */
  at: number;
  /** Such as `TaskStatus`. */
  type: string;
  /** What it is about, in the member names of the ECS API. */
  detail: Record<string, unknown>;
}

/** A replacement; offsets count UTF-16 units, as JavaScript's strings do. */
export interface Edit { from: number; to: number; text: string }

export interface Fix { title: string; edits: Edit[] }

export interface Finding {
  /** Such as `TD-FARGATE-SIZE`. */
  rule: string;
  severity: 'error' | 'warning' | 'info';
  /** Who stops the request; null for warnings and infos. */
  refusedBy: 'client' | 'service' | null;
  /** A JSONPath such as `$.containerDefinitions[0].cpu`. */
  path: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  from: number;
  to: number;
  message: string;
  help: string;
  /** Where the rule is written down. */
  source: string;
  fixes: Fix[];
}

export interface CheckOptions {
  /** What it is meant to run on, where the definition does not say. */
  target?: 'EC2' | 'FARGATE' | 'FARGATE_WINDOWS' | 'EXTERNAL' | 'MANAGED_INSTANCES';
}

/** What ECS would say of a task definition. */
export function check(text: string, options?: CheckOptions): Finding[];

/**
 * A run: a simulated AWS account with ECS. Mistakes of the caller are answers. A bug of Drydock is
 * an Error whose `replay` is the run's export; after one, the module refuses to go on.
 */
export class Drydock {
  /** A run at its start. Throws if the seed or the start is none. */
  constructor(options?: Options);
  /** Plays an exported run to the moment at which it was exported. Throws if it is none. */
  static import(text: string): Drydock;
  /** Asks an ECS operation, or an action of Drydock's own. Takes no simulated time. */
  call(action: string, bodyText: string): Answer;
  /** The same as the function `check`. */
  check(text: string, options?: CheckOptions): Finding[];
  /** Lets time pass and gives the milliseconds that passed; a run is at most a year long. */
  advance(milliseconds: number): number;
  /**
   * Lets time pass until no task is between states and no service has anything to do but to wait,
   * at most so many milliseconds (30 minutes by default). Gives the milliseconds that passed.
   */
  settle(milliseconds?: number): number;
  /** The present moment, in epoch milliseconds. */
  now(): number;
  /** What ECS sent to EventBridge since `since`, and the number to go on with. */
  events(since?: number): { next: number; events: EventBridgeEvent[] };
  /** The lines of the journal numbered `since` and later, and the number to go on with. */
  journal(since?: number): { next: number; events: Event[] };
  /**
   * A shell on this run: bash's language with `aws`, `curl` and some hundred other commands. Time
   * passes as its scripts wait.
   */
  shell(options?: { files?: Record<string, string | Uint8Array> }): Shell;
  /** The run as text: its seed and its commands. */
  export(): string;
  /** A hash of the kept journal: runs of the same seed and commands have the same. */
  journalHash(): string;
  /**
   * Gives the run's memory back at once, and not when it happens to be collected. Nothing can be
   * asked of the run, or of its shells, afterwards.
   */
  free(): void;
}

/** A shell: variables, functions and files last from script to script. */
export interface Shell {
  /**
   * Runs a script, after those that were started before. A script that goes on and on without any
   * time passing is stopped, and so is one whose signal is aborted: their exit code is 130.
   */
  run(script: string, options?: { signal?: AbortSignal }): Promise<Result>;
  /** Writes a file. Throws if the store is full. */
  write(name: string, content: string | Uint8Array): void;
  /** A file as text; undefined if there is none. */
  read(name: string): string | undefined;
  /** The names of all files. */
  files(): string[];
}

/** What a script wrote, and its exit code. */
export interface Result { stdout: string; stderr: string; exitCode: number }
