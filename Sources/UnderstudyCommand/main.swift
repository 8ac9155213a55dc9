import Understudy

await Understudy.run()
