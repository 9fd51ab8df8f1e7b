#!/bin/bash
# Stands for `aws`, `sleep` and `drydock`: real.py does in its place what it is called for.
exec 9<> "/dev/tcp/127.0.0.1/$AWS_DOOR"
# In a shell of its own: while it writes, its standard output is the door.
(echo $$ >&9)
read -r -u 9 code
exit "$code"
