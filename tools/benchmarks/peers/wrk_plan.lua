-- The requests of a plan (../shared/load_plan.hpp), each as often as any other: wrk -s wrk_plan.lua URL -- PLAN
local texts = {}

local function fields_of(line)
  local fields = {}
  for field in (line .. "\t"):gmatch("([^\t]*)\t") do fields[#fields + 1] = field end
  return fields
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    local fields, headers = fields_of(line), {}
    for i = 6, #fields do
      local name, value = fields[i]:match("^(.-): (.*)$")
      headers[name] = value
    end
    texts[#texts + 1] = wrk.format(fields[3], fields[4], headers)
  end
  math.randomseed(os.time() + tonumber(tostring(texts):match("0x(%x+)"), 16))
end

function request() return texts[math.random(#texts)] end
