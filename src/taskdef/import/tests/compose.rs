//! A project with what people write.

use super::shows;
use expect_test::expect;

#[test]
fn compose_projects() {
    let text = r#"
name: shop
x-base: &base {mem_limit: 256m, restart: always}
services:
  web:
    <<: *base
    build: .
    command: npm start -- --port "80 80"
    ports: ["8080:80", "53:53/udp", "90-91", "1-2:1-2"]
    environment: {LEVEL: info, WORKERS: 4, TOKEN: }
    depends_on:
      db: {condition: service_healthy}
      migrate: {condition: service_completed_successfully}
    volumes: ["./src:/app:ro", "cache:/cache", "/tmp/scratch"]
    cpus: 0.5
    networks: [front]
  db:
    image: postgres:17
    environment: [POSTGRES_DB=shop]
    healthcheck:
      test: pg_isready
      interval: 1m30s
      timeout: 5s
      retries: 3
    stop_grace_period: 1m
    deploy: {replicas: 2, resources: {limits: {cpus: '1', memory: 1g}}}
    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 64}
    logging: {driver: awslogs, options: {awslogs-group: db}}
  migrate:
    image: shop/migrate
    depends_on: [db]
    cap_add: [SYS_PTRACE]
    init: true
    extra_hosts: ["a.local:10.0.0.1"]
    secrets: [password]
secrets: {password: {file: ./password}}
"#;
    shows(
        text,
        expect![[r##"
        # docker compose project: 3 services
        {
          "family": "shop",
          "networkMode": "bridge",
          "containerDefinitions": [
            {
              "name": "web",
              "image": "web:latest",
              "cpu": 512,
              "memory": 256,
              "portMappings": [
                {
                  "containerPort": 80,
                  "hostPort": 8080,
                  "protocol": "tcp"
                },
                {
                  "containerPort": 53,
                  "hostPort": 53,
                  "protocol": "udp"
                },
                {
                  "containerPortRange": "90-91",
                  "protocol": "tcp"
                }
              ],
              "essential": true,
              "command": [
                "npm",
                "start",
                "--",
                "--port",
                "80 80"
              ],
              "environment": [
                {
                  "name": "LEVEL",
                  "value": "info"
                },
                {
                  "name": "WORKERS",
                  "value": "4"
                }
              ],
              "mountPoints": [
                {
                  "sourceVolume": "src",
                  "containerPath": "/app",
                  "readOnly": true
                },
                {
                  "sourceVolume": "cache",
                  "containerPath": "/cache",
                  "readOnly": false
                },
                {
                  "sourceVolume": "tmp-scratch",
                  "containerPath": "/tmp/scratch",
                  "readOnly": false
                }
              ],
              "dependsOn": [
                {
                  "containerName": "db",
                  "condition": "HEALTHY"
                },
                {
                  "containerName": "migrate",
                  "condition": "SUCCESS"
                }
              ]
            },
            {
              "name": "db",
              "image": "postgres:17",
              "cpu": 1024,
              "memory": 1024,
              "essential": true,
              "environment": [
                {
                  "name": "POSTGRES_DB",
                  "value": "shop"
                }
              ],
              "healthCheck": {
                "command": [
                  "CMD-SHELL",
                  "pg_isready"
                ],
                "interval": 90,
                "timeout": 5,
                "retries": 3
              },
              "stopTimeout": 60,
              "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                  "awslogs-group": "db"
                }
              },
              "ulimits": [
                {
                  "name": "nofile",
                  "softLimit": 1024,
                  "hardLimit": 2048
                },
                {
                  "name": "nproc",
                  "softLimit": 64,
                  "hardLimit": 64
                }
              ]
            },
            {
              "name": "migrate",
              "image": "shop/migrate",
              "memoryReservation": 512,
              "essential": false,
              "dependsOn": [
                {
                  "containerName": "db",
                  "condition": "START"
                }
              ],
              "extraHosts": [
                {
                  "hostname": "a.local",
                  "ipAddress": "10.0.0.1"
                }
              ],
              "linuxParameters": {
                "capabilities": {
                  "add": [
                    "SYS_PTRACE"
                  ]
                },
                "initProcessEnabled": true
              }
            }
          ],
          "volumes": [
            {
              "name": "src",
              "host": {
                "sourcePath": "./src"
              }
            },
            {
              "name": "cache"
            },
            {
              "name": "tmp-scratch"
            }
          ]
        }
        - All services are containers of one task here: they start, stop and scale together. With networkMode bridge they find each other by links only.
        - secrets has no counterpart in a task definition.
        - web: it is built from source: push an image and write its name.
        - web: the port 1-2:1-2 could not be carried over.
        - web: TOKEN would come from the shell: left out.
        - web: the path ./src is relative to the project: write a path of the instance.
        - web: what it waits for needs a healthCheck of its own: that of an image is not seen.
        - web: networks are left out: containers of a task share one.
        - web: restart is left out: a service of ECS replaces its tasks.
        - db: deploy.replicas is for the service, not the definition.
        - migrate: it has no memory limit, which ECS wants: 512 MiB are reserved here.
        - migrate: secrets could not be carried over.
        ! $.containerDefinitions[1].logConfiguration.options: Log driver awslogs requires options: awslogs-region
    "##]],
    );
}
