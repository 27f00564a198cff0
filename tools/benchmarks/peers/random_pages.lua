-- Pages of order lists at random, for wrk: random account, sort, filters and range of days, each page of 20.
--
--   wrk … -s random_pages.lua URL -- SEED FILE
--
-- FILE has a line for each list: a token, a space, the list's path.

local lists = {}
local sorts = { "number", "-number", "part", "-part", "created", "-created", "status", "-status" }
local statuses = {
  "application_processing", "registered", "in_progress", "suspended", "ready", "completed", "terminated",
}

local function day()
  return string.format("20%d-%02d-%02d", math.random(24, 26), math.random(1, 12), math.random(1, 28))
end

local threads = 0

-- Each thread draws its own pages.
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  math.randomseed(tonumber(args[1]) * 1000 + number)
  for line in io.lines(args[2]) do
    local token, path = line:match("^(%S+) (%S+)$")
    lists[#lists + 1] = { token = token, path = path }
  end
end

function request()
  local list = lists[math.random(#lists)]
  local query = "?limit=20&sort=" .. sorts[math.random(#sorts)]
  if math.random(2) == 1 then query = query .. "&status=" .. statuses[math.random(#statuses)] end
  if math.random(2) == 1 then
    local from, to = day(), day()
    if to < from then from, to = to, from end
    query = query .. "&created_from=" .. from .. "&created_to=" .. to
  end
  return wrk.format("GET", list.path .. query, { Authorization = "Bearer " .. list.token })
end
