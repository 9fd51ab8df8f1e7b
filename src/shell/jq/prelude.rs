//! The functions of jq that are written in jq. Source of what they do: the manual of jq 1.6;
//! `pick`, `toarray`, `debug/1` and `scan/2` are from 1.7.

pub const PRELUDE: &str = r#"
def select(f): if f then . else empty end;
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def scalars: select(type | . != "array" and . != "object");
def finites: select(isinfinite or isnan | not);
def normals: select(isnormal);
def recurse(f; cond): recurse(f | select(cond));
def recurse_down: recurse;
def map(f): [.[] | f];
def map_values(f): .[] |= f;
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def with_entries(f): to_entries | map(f) | from_entries;
def del(f): delpaths([path(f)]);
def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def leaf_paths: paths(scalars);
def isempty(f): first((f | false), true);
def any(g; cond): isempty(first(g | cond | select(.))) | not;
def any(cond): any(.[]; cond);
def any: any(.);
def all(g; cond): isempty(first(g | cond | select(. | not)));
def all(cond): all(.[]; cond);
def all: all(.);
def flatten: _flatten(1e9);
def flatten($depth): _flatten($depth);
def range($n): range(0; $n);
def range($from; $to; $by):
  if $by > 0 then $from | while(. < $to; . + $by)
  elif $by < 0 then $from | while(. > $to; . + $by) else empty end;
def limit($n; f): if $n > 0 then label $out | foreach f as $it (0; . + 1;
  $it, if . >= $n then break $out else empty end) elif $n == 0 then empty else f end;
def first: .[0];
def last: .[-1];
def last(f): reduce f as $it (null; $it);
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("nth doesn't support negative indices")
  else last(limit($n + 1; f)) end;
def in(xs): . as $x | xs | has($x);
def inside(xs): . as $x | xs | contains($x);
def combinations: reduce .[] as $row ([[]]; [.[] as $before | $before + ($row[] | [.])]) | .[];
def combinations(n): . as $dot | [range(n)] | map($dot) | combinations;
def walk(f): def w: if type == "object" then with_entries(.value |= w)
  elif type == "array" then map(w) else . end | f; w;
def env: $ENV;
def halt_error: halt_error(5);
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdate: fromdateiso8601;
def sort_by(f): _sort_by(map([f]));
def group_by(f): _group_by(map([f]));
def unique: _unique_by(map([.]));
def unique_by(f): _unique_by(map([f]));
def min_by(f): _min_by(map([f]));
def max_by(f): _max_by(map([f]));
def indices($i): _indices($i);
def index($i): indices($i) | .[0];
def rindex($i): indices($i) | .[-1:][0];
def match(re; mode): _match(re; mode; false) | .[];
def match($val): ($val | type) as $t | if $t == "string" then match($val; null)
  elif $t == "array" and ($val | length) > 1 then match($val[0]; $val[1])
  elif $t == "array" and ($val | length) > 0 then match($val[0]; null)
  else error($t + " not a string or array") end;
def test(re; mode): _match(re; mode; true);
def test($val): ($val | type) as $t | if $t == "string" then test($val; null)
  elif $t == "array" and ($val | length) > 1 then test($val[0]; $val[1])
  elif $t == "array" and ($val | length) > 0 then test($val[0]; null)
  else error($t + " not a string or array") end;
def capture(re; mode): match(re; mode)
  | [.captures | .[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def capture($val): match($val)
  | [.captures | .[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def scan($re; $mode): match($re; "g" + $mode)
  | if (.captures | length) > 0 then [.captures | .[] | .string] else .string end;
def scan($re): scan($re; null);
def splits($re; $mode): split($re; $mode) | .[];
def splits($re): splits($re; null);
def sub($re; f; $mode): . as $in
  | [match($re; $mode)] as $all
  | def s($i; $at): if $i == ($all | length) then $in[$at:]
    else $all[$i] as $m
    | ([$m.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries | f)
    as $new | ($in[$at:$m.offset] + $new) + s($i + 1; $m.offset + $m.length) end;
  s(0; 0);
def sub($re; f): sub($re; f; "");
def gsub($re; f; $mode): sub($re; f; $mode + "g");
def gsub($re; f): sub($re; f; "g");
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def debug(m): (m | debug | empty), .;
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def toarray: if type == "array" then . else [.] end;
"#;
