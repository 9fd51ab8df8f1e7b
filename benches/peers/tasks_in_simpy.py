"""Tasks that live and are replaced, in SimPy: lifecycle events in a second of real time.

The same shape as Drydock's own run: instances in three zones, each task placed in the zone with the
fewest tasks on the first instance with room, seven timed steps to its end, then its replacement.

usage: tasks_in_simpy.py INSTANCES TASKS EVENTS
"""

import json
import sys
import time

import simpy

ZONES = 3
INSTANCE = (2048, 7680)  # CPU units and MiB that an instance of the size m5.large offers
TASK = (128, 256)
# Milliseconds in PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING.
STEPS = (800, 3000, 500, 600_000, 1000, 2000, 500)
RUNNING = 3


class Fleet:
    """Instances with what is left of them, and the number of tasks in each zone."""

    def __init__(self, count):
        self.cpu = [INSTANCE[0]] * count
        self.memory = [INSTANCE[1]] * count
        self.in_zone = [0] * ZONES

    def place(self):
        for zone in sorted(range(ZONES), key=self.in_zone.__getitem__):
            for instance in range(zone, len(self.cpu), ZONES):
                if self.cpu[instance] >= TASK[0] and self.memory[instance] >= TASK[1]:
                    self.change(instance, 1)
                    return instance
        return None

    def change(self, instance, tasks):
        self.cpu[instance] -= TASK[0] * tasks
        self.memory[instance] -= TASK[1] * tasks
        self.in_zone[instance % ZONES] += tasks


class Run:
    """Counts events until there are enough of them."""

    def __init__(self, instances, tasks, events):
        self.surroundings = simpy.Environment()
        self.fleet = Fleet(instances)
        self.left = events
        self.done = self.surroundings.event()
        self.journal = []
        for number in range(tasks):
            self.surroundings.process(self.service_slot(number))

    def service_slot(self, number):
        """One of the tasks that the service wants: a life, and then the next."""
        wait = number * 37 % 60_000
        while True:
            instance = self.fleet.place()
            if instance is None:
                yield self.surroundings.timeout(1000)
                continue
            for step, span in enumerate(STEPS):
                extra = wait if step == RUNNING else 0
                yield self.surroundings.timeout(span + extra)
                self.note(number, step)
            self.fleet.change(instance, -1)

    def note(self, number, step):
        self.journal.append((self.surroundings.now, number, step))
        self.left -= 1
        if self.left == 0:
            self.done.succeed()


def main(instances, tasks, events):
    run = Run(instances, tasks, events)
    began = time.perf_counter()
    run.surroundings.run(until=run.done)
    seconds = time.perf_counter() - began
    simulated = run.surroundings.now / 1000
    print(json.dumps({"events_a_second": events / seconds, "times_real": simulated / seconds}))


main(*(int(word) for word in sys.argv[1:4]))
