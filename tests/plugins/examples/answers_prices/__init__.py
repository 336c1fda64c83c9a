"""Prices: says what the product costs that the question names, or that is being shown."""

from studio_app import api

ASKS = ("giá", "bao nhiêu", "nhiêu tiền", "price")


class Prices(api.Answers):
    async def answer(self, question: str, facts: api.ShopFacts) -> api.AnswerText | None:
        said = question.lower()
        if not any(word in said for word in ASKS):
            return None
        named = [each for each in facts.products if each.code.lower() in said.split()]
        shown = [each for each in facts.products if each.code == facts.showing]
        for product in named or shown:
            price = f"{product.price_vnd:,}".replace(",", ".")
            return api.AnswerText(
                text=f"Dạ {product.name} giá {price}đ ạ",
                products=(product.code,),
                prices_vnd=(product.price_vnd,),
            )
        return None


PLUGIN = Prices
