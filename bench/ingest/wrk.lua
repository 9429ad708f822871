-- For wrk: each request is the payload in a file, with an id of its own wherever the placeholder stands.
local parts = {}

function init(args)
  local file = assert(io.open(args[1], 'rb'))
  local body = file:read('*a')
  file:close()
  local placeholder = args[2]
  math.randomseed(tonumber(args[3]))
  local at = 1
  while true do
    local from, to = string.find(body, placeholder, at, true)
    parts[#parts + 1] = string.sub(body, at, from and from - 1)
    if not from then break end
    at = to + 1
  end
  parts[1] = 'POST ' .. args[4] .. ' HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ' ..
    #body .. '\r\n\r\n' .. parts[1]
end

local random = math.random
local function uuid()
  local half = 0xffff
  return string.format('%04x%04x-%04x-4%03x-a%03x-%04x%04x%04x', random(0, half), random(0, half), random(0, half),
    random(0, 0xfff), random(0, 0xfff), random(0, half), random(0, half), random(0, half))
end

function request()
  return table.concat(parts, uuid())
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requestsPerSecond":%f,"p50Ms":%f,"p99Ms":%f,"maxMs":%f,"failed":%d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
